# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Early media behind a reliable 183: PRACK, an UPDATE before the answer, then the answer without SDP.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0"
COURSE='[{"endCause": "hangUp", "remarks": [], "answers": 1, "moves": []}]'
AUDIO='[{"heard": "both", "callerAfterAnswerMs": 0.0, "calleeAfterAnswerMs": 0.0}]'
scenario() {
    host caller 11
    host callee 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-reliable
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-reliable -key user 4${NET}1 -key name "Ida"
}
