# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Two calls one after the other between phones that have one media port each: the second uses the same four ends.
EXPECT="calls=2 state=answered finalStatus=200 endedBy=bye streams=4 lost=0"
COURSE='[{"endCause": "hangUp", "remarks": []}, {"endCause": "hangUp", "remarks": []}]'
AUDIO='[{"heard": "both", "gaps": 0}, {"heard": "both", "gaps": 0}]'
scenario() {
    host caller 11
    host callee 12
    local PORT_SPAN=1
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=auto;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 6
    phone caller hangup
    sleep 1
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 6
    phone callee hangup
    sleep 1
}
