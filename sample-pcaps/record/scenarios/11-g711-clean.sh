# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A clean G.711 call: two softphones, speech and RTCP in both directions for 25 s; the caller hangs up.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMU" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMU" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 2.2
    phone callee accept
    sleep 25
    phone caller hangup
    sleep 1
}
