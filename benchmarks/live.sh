# What a live packet costs, and whether any is lost: sourced by run. Interfaces are a pair of virtual ones in a network
# namespace of their own; nothing here touches the machine's own.

space="earshot-benchmark-$$"
declare -A orders answers # file descriptors, by reader
pids=()

end_live() {
    local fd
    for fd in "${orders[@]}"; do exec {fd}>&-; done # a reader without orders ends
    [ "${#pids[@]}" -eq 0 ] || wait "${pids[@]}" 2>/dev/null || true
    ip netns delete "$space" 2>/dev/null || true
}

make_interfaces() {
    ip netns add "$space" || fail "no network namespace could be made: run as root"
    # IPv6 would send packets of its own.
    ip netns exec "$space" sysctl -qw net.ipv6.conf.default.disable_ipv6=1 2>/dev/null || true
    ip -n "$space" link add sender type veth peer name reader || fail "no pair of virtual interfaces could be made"
    ip -n "$space" link set sender up
    ip -n "$space" link set reader up
}

start_reader() { # NAME COMMAND...
    local name="$1" to from
    shift
    rm -f "$folder/$name.in" "$folder/$name.out"
    mkfifo "$folder/$name.in" "$folder/$name.out"
    ip netns exec "$space" "$@" <"$folder/$name.in" >"$folder/$name.out" 2>"$folder/$name.err" &
    pids+=($!)
    exec {to}>"$folder/$name.in" {from}<"$folder/$name.out"
    orders[$name]="$to"
    answers[$name]="$from"
}

start_java() { # NAME HOW
    start_reader "$1" "$java" "${java_options[@]}" -cp "$class_path" earshot.benchmarks.LiveReader "$2" reader
}

stop_reader() { # NAME
    local to="${orders[$1]}" from="${answers[$1]}"
    exec {to}>&- {from}<&-
    unset "orders[$1]" "answers[$1]"
}

ask() { # NAME ORDER; leaves the answer in $answer
    echo "$2" >&"${orders[$1]}"
    read -r -t 120 answer <&"${answers[$1]}" || fail "the reader $1 does not answer: $(tail -n 5 "$folder/$1.err")"
}

send() { # leaves what the sender says in $sent
    sent="$(ip netns exec "$space" "$folder/sender" "$big" "$packets" sender)" || fail "the sender failed"
    [ "$(field sent "$sent")" = "$packets" ] || fail "the capture has fewer than $packets packets: give --seconds more"
}

# All packets go into the ring while the reader holds still; then it reads.
drain() { # NAME
    ask "$1" "open $ring_mib"
    send
    sleep 0.3 # the last block is handed over when it is 20 to 40 ms old
    ask "$1" "read $packets"
    [ "$(field packets "$answer") $(field dropped "$answer")" = "$packets 0" ] || fail "$1 did not get all packets: $answer"
}

agree_live() { # NAME C
    local name
    [ "$1" != ring ] || return 0 # which counts nothing
    for name in received lost duplicate; do
        [ "$(field "$name" "$2")" = "$(field "$name" "$answer")" ] || fail "the readers do not agree: $2 / $answer"
    done
}

# Packets come as fast as they can be sent, while they are read.
stand() { # NAME RESULTS
    ask "$1" "open $small_mib"
    echo "read $packets" >&"${orders[$1]}"
    send
    read -r -t 120 answer <&"${answers[$1]}" || fail "the reader $1 does not answer: $(tail -n 5 "$folder/$1.err")"
    local dropped
    dropped="$(field dropped "$answer")"
    [ $(($(field packets "$answer") + dropped)) = "$packets" ] || fail "$1 cannot account for all packets: $answer"
    printf '%s %s %s\n' "$(field ns "$answer")" "$dropped" "$(field kpps "$sent")" >>"$results/$2"
}

row_of_stand() { # TITLE RESULTS
    sort -n "$results/$2" | awk -v title="$1" -v packets="$packets" '
        {ns[NR] = $1; dropped = dropped (NR > 1 ? " " : "") $2; kpps += $3}
        END {printf "| %s | %.1f | %.0f | %d | %s |\n", title, ns[int((NR + 1) / 2)], kpps / NR, packets, dropped}'
}

run_live() {
    local name theirs
    trap 'end_live; [ -n "$kept" ] || rm -rf "$folder"' EXIT
    make_interfaces
    gcc -O3 -march=native -o "$folder/ring" "$here/src/main/c/ring.c" -lm
    gcc -O3 -march=native -o "$folder/sender" "$here/src/main/c/sender.c"
    big="$(capture calls "$calls" "$seconds")"

    start_reader c "$folder/ring" reader
    for name in ring pipeline libpcap; do start_java "$name" "$name"; done
    for ((round = 1; round <= warm_ups; round++)); do
        printf 'warm-up %d of %d\n' "$round" "$warm_ups" >&2
        for name in ring pipeline libpcap; do drain "$name"; done
    done
    for ((round = 1; round <= rounds; round++)); do
        printf 'round %d of %d\n' "$round" "$rounds" >&2
        drain c
        theirs="$answer"
        c_ns="$(field ns "$theirs")"
        note drain-c "$c_ns" "$c_ns" 0
        for name in ring pipeline libpcap; do
            drain "$name"
            agree_live "$name" "$theirs"
            note "drain-$name" "$(field ns "$answer")" "$c_ns" "$(field allocated "$answer")"
        done
        stand c stand-c
        stand ring stand-ring
        stand pipeline stand-warm
        start_java cold pipeline
        stand cold stand-cold
        stop_reader cold
    done

    printf '\n| %s packets of %s calls wait in the ring | ns/packet | M packets/s/core | ratio to C (min..max) | bytes allocated/packet | does per packet |\n' \
        "$packets" "$calls"
    printf '|---|---|---|---|---|---|\n'
    row "C reader of the ring" drain-c "parse, find the stream, loss, jitter; no SIP, no RTCP, no checks of what it reads"
    row "Earshot's ring alone" drain-ring "hand over in groups"
    row "Earshot, ring to events" drain-pipeline "everything, see below"
    row "Earshot, libpcap to events" drain-libpcap "the same, behind pcap4j"
    printf '\n| packets come while they are read, %s MiB | ns/packet | sent, thousands/s | sent | dropped, round by round |\n' "$small_mib"
    printf '|---|---|---|---|---|\n'
    row_of_stand "C reader of the ring" stand-c
    row_of_stand "Earshot's ring alone" stand-ring
    row_of_stand "Earshot, ring to events" stand-warm
    row_of_stand "Earshot, ring to events, from a cold Java" stand-cold
}
