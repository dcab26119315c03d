# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Blind transfer: the callee sends the caller on to a third phone (REFER), hears that it answered, and hangs up.
EXPECT="calls=2 state=answered finalStatus=200 endedBy=bye streams=4 conversations=1"
COURSE='[{"endCause": "transfer", "transfers": [{"party": "callee", "target": "sip:4333@10.77.33.13", "attended": false, "result": "succeeded", "status": 200}]}, {"endCause": "hangUp", "transfers": []}]'
TOGETHER='[["@call1", "@call2"]]'
scenario() {
    host caller 11
    host callee 12
    host target 13
    softphone target 10.77.$NET.13 4${NET}3 "regint=0;answermode=auto;audio_codecs=PCMA" 8000 callee
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 1.5
    phone callee accept
    sleep 4
    phone callee transfer "sip:4${NET}3@10.77.$NET.13"
    sleep 5
    phone target hangup
    sleep 1
}
