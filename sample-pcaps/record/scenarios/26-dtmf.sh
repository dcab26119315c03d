# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Digits as telephone-events (RFC 4733) in the middle of the sound: the caller keys 1, 5, 9, # to a voice menu.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=auto;audio_codecs=PCMU" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMU" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 3
    local digit
    for digit in 1 5 9 '#'; do
        phone caller sndcode "$digit"
        sleep 0.8
    done
    sleep 5
    phone caller hangup
    sleep 1
}
