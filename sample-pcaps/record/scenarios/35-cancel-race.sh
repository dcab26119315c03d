# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# CANCEL and answer cross on the line: the call is answered all the same, and the caller ends it by BYE.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=0"
COURSE='[{"endCause": "hangUp", "remarks": ["crossedCancel"], "answers": 1}]'
scenario() {
    host caller 11
    host callee 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-answers-a-cancel
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-cancels-late -key user 4${NET}1 -key name "Jonas"
}
