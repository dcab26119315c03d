# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Attended transfer: the caller holds, asks a third phone, and joins the two (REFER with Replaces).
EXPECT="calls=3 state=answered finalStatus=200 endedBy=bye lost=0"
COURSE='[{"endCause": "transfer", "transfers": [{"party": "caller", "target": "sip:4323@10.77.32.13", "attended": true, "replacesCallId": "@call2", "result": "succeeded", "status": 200}]}, {"endCause": "hangUp", "transfers": []}, {"endCause": "hangUp", "replacesCallId": "@call2", "referredBy": "sip:4321@10.77.32.11"}]'
scenario() {
    host caller 11
    host callee 12
    host target 13
    linphone target 10.77.$NET.13 4${NET}3 callee-8000
    linphone callee 10.77.$NET.12 4${NET}2 callee-8000
    linphone caller 10.77.$NET.11 4${NET}1 caller-8000
    capture_start
    linphone_do caller "call sip:4${NET}2@10.77.$NET.12"
    sleep 1
    linphone_do callee "answer"
    sleep 2
    linphone_do caller "pause"
    sleep 1
    linphone_do caller "call sip:4${NET}3@10.77.$NET.13"
    sleep 1
    linphone_do target "answer"
    sleep 2
    linphone_do caller "transfer 1 --to-call 2"
    sleep 3
    linphone_do target "terminate"
    sleep 1
}
