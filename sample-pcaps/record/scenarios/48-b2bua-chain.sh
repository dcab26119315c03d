# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Through two switches in a row: the first names the leg before in X-CID, the second says nothing. Three legs, one conversation.
EXPECT="calls=3 state=answered finalStatus=200 endedBy=bye conversations=1"
scenario() {
    host first 10
    host caller 11
    host callee 12
    host second 20
    switch first 10 20 -A WITH_XCID
    switch second 20 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-slow -d 100
    sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}2 caller-slow -d 50 -key user 4${NET}1 -key name "Hilde"
}
