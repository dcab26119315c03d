#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
#
# Records the clean captures of this folder again. Needs root (network namespaces, tcpdump) and, on Debian 12:
#   apt-get install baresip-core linphone-cli sip-tester kamailio rtpengine-daemon iptables tcpdump tshark sox
#   espeak-ng ethtool python3
#
#   record.sh                    every scenario
#   record.sh 11-g711-clean ...  only these
set -euo pipefail
source "$(dirname "$0")/lab.sh"

(($(id -u) == 0)) || { echo "record.sh: needs root, to make network namespaces" >&2; exit 1; }
for tool in baresip linphonec sipp kamailio rtpengine iptables tcpdump tshark sox espeak-ng ethtool python3 ip; do
    command -v "$tool" >/dev/null || { echo "record.sh: $tool is missing, see the head of this file" >&2; exit 1; }
done

sound_make
cd "$RECORD_DIR/scenarios"
wanted=("$@")
(($#)) || wanted=(*.sh)
trap 'lab_close || true' EXIT
for name in "${wanted[@]}"; do
    name=${name%.sh}
    echo "recording $name"
    source "$RECORD_DIR/scenarios/$name.sh"
    lab_open "$name" "${name%%-*}"
    scenario
    lab_close
done
trap - EXIT
