# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
#
# A small telephone laboratory: one bridge in a network namespace of its own, and one namespace per host
# plugged into it. The capture is taken on the bridge, as a mirrored switch port would see it: Ethernet,
# every frame once. Nothing here touches the machine's own interfaces. Sourced by record.sh.

RECORD_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
WORK_DIR=${WORK_DIR:-$RECORD_DIR/../target}
RAW_DIR=$WORK_DIR/raw
SOUND_DIR=$WORK_DIR/sound

LAB=            # prefix of the namespaces of the scenario in progress
NET=            # its number: hosts are 10.77.NET.x and fd77:NET::x, RTP ports NET*1000 and up
CAPTURE_PID=
PIDS=()         # programs started by the scenario, ended by lab_close

# Programs that send media run with real-time priority, so that a busy machine does not show as jitter.
PRIORITY=(chrt -r 10)

lab_open() { # NAME NUMBER
    SCENARIO=$1
    NET=$2
    LAB=es$NET
    STATE_DIR=$WORK_DIR/state/$SCENARIO
    rm -rf "$STATE_DIR"
    mkdir -p "$STATE_DIR" "$RAW_DIR"
    ip netns add "$LAB-sw"
    ip netns exec "$LAB-sw" sysctl -qw net.ipv6.conf.default.disable_ipv6=1 || true
    ip -n "$LAB-sw" link add br0 type bridge
    ip -n "$LAB-sw" link set br0 up
}

host() { # NAME LAST-OCTET: a host with an IPv4 and an IPv6 address
    local name=$1 octet=$2 ns=$LAB-$1
    ip netns add "$ns"
    ip netns exec "$ns" sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0
    ip link add "p$NET$octet" netns "$LAB-sw" type veth peer name eth0 netns "$ns"
    # Without this the kernel leaves UDP checksums to a network card that does not exist.
    ip netns exec "$ns" ethtool -K eth0 tx off rx off gso off gro off >/dev/null
    ip -n "$ns" link set eth0 address "02:77:00:$(printf '%02x:00:%02x' "$NET" "$octet")"
    ip -n "$ns" addr add "10.77.$NET.$octet/24" dev eth0
    ip -n "$ns" addr add "fd77:$NET::$octet/64" dev eth0 nodad
    ip -n "$ns" link set lo up
    ip -n "$ns" link set eth0 up
    ip -n "$LAB-sw" link set "p$NET$octet" master br0
    ip -n "$LAB-sw" link set "p$NET$octet" up
}

host_behind() { # ROUTER NAME ADDRESS: a host on a network of its own, whose packets leave with the router's address
    local router=$LAB-$1 ns=$LAB-$2 address=$3
    ip netns add "$ns"
    ip link add inside netns "$router" type veth peer name eth0 netns "$ns"
    ip netns exec "$ns" ethtool -K eth0 tx off rx off gso off gro off >/dev/null
    ip -n "$router" addr add "${address%.*}.1/24" dev inside
    ip -n "$router" link set inside up
    ip -n "$ns" addr add "$address/24" dev eth0
    ip -n "$ns" link set lo up
    ip -n "$ns" link set eth0 up
    ip -n "$ns" route add default via "${address%.*}.1"
    ip netns exec "$router" sysctl -qw net.ipv4.ip_forward=1
    ip netns exec "$router" iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE --random
}

in_host() { # NAME COMMAND...
    local ns=$LAB-$1
    shift
    ip netns exec "$ns" "$@"
}

start() { # NAME COMMAND...: in the background, remembered; its number is in $LAST_PID
    local ns=$LAB-$1 log=$STATE_DIR/$1.log
    shift
    ip netns exec "$ns" "${PRIORITY[@]}" "$@" >>"$log" 2>&1 </dev/null &
    LAST_PID=$!
    PIDS+=("$LAST_PID")
}

capture_start() {
    ip netns exec "$LAB-sw" "${PRIORITY[@]}" tcpdump -i br0 -n -s 0 -U -B 8192 -Z root \
        -w "$RAW_DIR/$SCENARIO.pcap" "udp or (ip6 and udp)" 2>"$STATE_DIR/tcpdump.log" &
    CAPTURE_PID=$!
    for _ in $(seq 50); do
        grep -q 'listening on' "$STATE_DIR/tcpdump.log" 2>/dev/null && return
        sleep 0.1
    done
    echo "tcpdump did not start: $(cat "$STATE_DIR/tcpdump.log")" >&2
    return 1
}

lab_close() {
    sleep 0.5
    if [[ -n $CAPTURE_PID ]]; then
        kill -INT "$CAPTURE_PID" 2>/dev/null || true
        wait "$CAPTURE_PID" 2>/dev/null || true
        CAPTURE_PID=
    fi
    local pid ns
    for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
    PIDS=()
    # Children of ours that outlived their parent live in our namespaces and nowhere else.
    for ns in $(ip netns list | awk '{print $1}' | grep "^$LAB-" || true); do
        for pid in $(ip netns pids "$ns"); do kill -KILL "$pid" 2>/dev/null || true; done
        ip netns del "$ns"
    done
}

# --- sound -----------------------------------------------------------------------------------------------

sound_make() { # two voices reading sentences of ours, about 40 s each, in the rates the codecs ask for
    [[ -f $SOUND_DIR/callee-48000.wav ]] && return
    mkdir -p "$SOUND_DIR"
    local voice rate
    espeak-ng -v en-gb -s 150 -w "$SOUND_DIR/caller.raw.wav" -f "$RECORD_DIR/sound/caller.txt"
    espeak-ng -v en-us+f3 -s 140 -w "$SOUND_DIR/callee.raw.wav" -f "$RECORD_DIR/sound/callee.txt"
    for voice in caller callee; do
        for rate in 8000 16000; do
            sox -G "$SOUND_DIR/$voice.raw.wav" -r "$rate" -c 1 -b 16 "$SOUND_DIR/$voice-$rate.wav" repeat 1
        done
        sox -G "$SOUND_DIR/$voice.raw.wav" -r 48000 -c 2 -b 16 "$SOUND_DIR/$voice-48000.wav" repeat 1
        sox -G "$SOUND_DIR/$voice.raw.wav" -r 8000 -c 1 -t ul "$SOUND_DIR/$voice.ulaw" repeat 1
    done
}

# --- baresip ---------------------------------------------------------------------------------------------

# baresip NAME ADDRESS USER "ACCOUNT PARAMETERS" RATE VOICE [CODEC MODULE]: a softphone; steered by `phone`
softphone() {
    local name=$1 address=$2 user=$3 params=$4 rate=$5 voice=$6 module=${7:-g711}
    local dir=$STATE_DIR/$name sip=$address:5060 octet=${address##*[.:]} uri=$address
    [[ $address == *:* ]] && sip="[$address]:5060" uri="[$address]"
    mkdir -p "$dir"
    local ports=$((NET * 1000 + octet * 20))
    cat >"$dir/config" <<CONFIG
poll_method epoll
sip_listen $sip
call_local_timeout 120
call_max_calls 4
audio_source aufile,$SOUND_DIR/$voice-$rate.wav
audio_player aubridge,$name
audio_alert aubridge,alert
rtp_ports $ports-$((ports + ${PORT_SPAN:-18}))
rtp_stats yes
rtp_timeout 0
jitter_buffer_delay 5-10
module_path /usr/lib/baresip/modules
module $module.so
module aufile.so
module aubridge.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:4444
CONFIG
    if [[ $module == opus ]]; then printf 'opus_bitrate 28000\nopus_stereo yes\nopus_sprop_stereo yes\n' >>"$dir/config"; fi
    echo "<sip:$user@${PROXY_DOMAIN:-$uri}>;$params" >"$dir/accounts"
    : >"$dir/contacts"
    start "$name" baresip -f "$dir"
    wait_for 5 in_host "$name" bash -c ': </dev/tcp/127.0.0.1/4444' 2>/dev/null
}

phone() { # NAME COMMAND [PARAMETERS]: a command to a running baresip, as a netstring of JSON (its ctrl_tcp module)
    local json="{\"command\":\"$2\",\"params\":\"${3:-}\"}"
    in_host "$1" timeout 3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/4444; printf "%d:%s," "${#1}" "$1" >&3; head -c 60 <&3' \
        _ "$json" >>"$STATE_DIR/$1.ctrl.log" 2>&1 || true
}

wait_for() { # SECONDS COMMAND...
    local tries=$(($1 * 10))
    shift
    while ! "$@"; do
        ((tries-- > 0)) || { echo "gave up waiting for: $*" >&2; return 1; }
        sleep 0.1
    done
}

# --- Linphone --------------------------------------------------------------------------------------------

linphone() { # NAME ADDRESS USER SOUND: a Linphone console that plays a sound file; steered by `linphone_do`
    local name=$1 address=$2 user=$3 sound=$4 dir=$STATE_DIR/$1 octet=${2##*.}
    mkdir -p "$dir"
    cat >"$dir/linphonerc" <<CONFIG
[sip]
sip_port=5060
sip_tcp_port=0
sip_tls_port=0
guess_hostname=0
contact="$user" <sip:$user@$address>
media_encryption=none
use_ipv6=0
[rtp]
audio_rtp_port=$((NET * 1000 + octet * 20))
rtcp_xr_enabled=1
rtcp_xr_rcvr_rtt_mode=all
rtcp_xr_stat_summary_enabled=1
rtcp_xr_voip_metrics_enabled=1
[net]
mtu=1500
stun_server=
[sound]
local_ring=
remote_ring=
CONFIG
    mkfifo "$dir/commands"
    mkdir -p "$dir/.local/share/linphone"
    in_host "$name" ip route add default dev eth0 # Linphone wants to see a way out before it listens; none is there
    (
        exec 9<>"$dir/commands"
        HOME=$dir XDG_DATA_HOME=$dir XDG_CONFIG_HOME=$dir ip netns exec "$LAB-$name" "${PRIORITY[@]}" \
            linphonec -c "$dir/linphonerc" <&9 >>"$STATE_DIR/$name.log" 2>&1
    ) &
    PIDS+=("$!")
    sleep 2
    linphone_do "$name" "soundcard use files"
    linphone_do "$name" "play $SOUND_DIR/$sound.wav"
    linphone_do "$name" "codec disable all"
    linphone_do "$name" "codec enable 3" # PCMU
    sleep 0.5
}

linphone_do() { # NAME COMMAND
    echo "$2" >"$STATE_DIR/$1/commands"
}

# --- Kamailio --------------------------------------------------------------------------------------------

proxy() { # NAME [OPTIONS...]: a proxy on host NAME, address .10, with kamailio/proxy.cfg
    local name=$1
    shift
    sed "s/@NET@/$NET/g" "$RECORD_DIR/kamailio/proxy.cfg" >"$STATE_DIR/kamailio.cfg"
    start "$name" kamailio -DD -E -m 32 -M 4 -f "$STATE_DIR/kamailio.cfg" -Y "$STATE_DIR" -P "$STATE_DIR/kamailio.pid" "$@"
    wait_for 5 in_host "$name" bash -c 'ss -lun | grep -q :5060'
}

switch() { # NAME OCTET NEXT-OCTET [OPTIONS...]: a switch on host NAME, before the host NEXT, with kamailio/switch.cfg
    local name=$1 octet=$2 next=$3
    shift 3
    mkdir -p "$STATE_DIR/$name"
    sed -e "s/@NET@/$NET/g" -e "s/@SELF@/$octet/g" -e "s/@NEXT@/$next/g" "$RECORD_DIR/kamailio/switch.cfg" \
        >"$STATE_DIR/$name/switch.cfg"
    start "$name" kamailio -DD -E -m 32 -M 4 -f "$STATE_DIR/$name/switch.cfg" -Y "$STATE_DIR/$name" \
        -P "$STATE_DIR/$name/kamailio.pid" "$@"
    wait_for 5 in_host "$name" bash -c 'ss -lun | grep -q :5060'
}

relay() { # NAME [ADDRESS]: rtpengine on host NAME, address .10 unless told, steered by the proxy or switch there
    start "$1" rtpengine --foreground --log-stderr --table=-1 --interface="${2:-10.77.$NET.10}" --listen-ng=127.0.0.1:2223 \
        --port-min=$((NET * 1000 + 600)) --port-max=$((NET * 1000 + 699)) --pidfile="$STATE_DIR/rtpengine.pid"
    wait_for 5 in_host "$1" bash -c 'ss -lun | grep -q :2223'
}

# --- SIPp ------------------------------------------------------------------------------------------------

# sipp_scenario NAME: the path of the scenario with FINAL (status line) and EXTRA (a header, may be empty) filled in
sipp_scenario() {
    local made=$STATE_DIR/$1-$RANDOM.xml
    sed -e "s|@FINAL@|${FINAL:-}|" -e "s|@SOUND@|$SOUND_DIR|" -e "${EXTRA:+s|@EXTRA@|$EXTRA|}" -e '/@EXTRA@/d' "$RECORD_DIR/sipp/$1.xml" >"$made"
    echo "$made"
}

# sipp_answer NAME ADDRESS SCENARIO [OPTIONS...]: one scripted call is received, in the background
sipp_answer() {
    local name=$1 address=$2 scenario=$3
    shift 3
    start "$name" sipp -sf "$(sipp_scenario "$scenario")" -i "$address" -p 5060 -m 1 -nostdin \
        -mp $((NET * 1000 + 400)) "$@"
    sleep 0.7
}

# sipp_call NAME ADDRESS REMOTE USER SCENARIO [OPTIONS...]: one scripted call is made; returns when it is over
sipp_call() {
    local name=$1 address=$2 remote=$3 user=$4 scenario=$5
    shift 5
    in_host "$name" "${PRIORITY[@]}" sipp -sf "$(sipp_scenario "$scenario")" -i "$address" -p 5060 -m 1 -nostdin \
        -s "$user" -mp $((NET * 1000 + 200)) "$@" "$remote" \
        >>"$STATE_DIR/$name.log" 2>&1 </dev/null
}
