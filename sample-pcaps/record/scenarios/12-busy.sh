# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A busy line: the callee rings shortly and answers 486 Busy Here.
EXPECT="state=busy finalStatus=486 endedBy=failure forks=1"
scenario() {
    host caller 11
    host callee 12
    capture_start
    FINAL="486 Busy Here" EXTRA='Reason: Q.850;cause=17;text="User busy"' \
        sipp_answer callee 10.77.$NET.12 callee-refuses -d 1500
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-refused -key user 4${NET}1 -key name "Bruno"
}
