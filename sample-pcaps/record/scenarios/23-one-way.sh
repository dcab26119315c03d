# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# One-way audio: both ends agree to talk and listen, but a firewall at the callee lets none of its media out.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=1 lost=0"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMU" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMU" 8000 caller
    in_host callee ip rule add ipproto udp sport ${NET}200-${NET}300 blackhole
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 2
    phone callee accept
    sleep 14
    phone caller hangup
    sleep 1
}
