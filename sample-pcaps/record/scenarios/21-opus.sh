# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# An Opus call (48 kHz clock, variable bit rate).
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0 codec=opus"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=opus/48000/2" 48000 callee opus
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=opus/48000/2" 48000 caller opus
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 1.2
    phone callee accept
    sleep 20
    phone caller hangup
    sleep 1
}
