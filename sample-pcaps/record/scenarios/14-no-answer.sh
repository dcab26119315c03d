# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Nobody answers: the callee rings for five seconds and its server gives up with 480 Temporarily Unavailable.
EXPECT="state=noAnswer finalStatus=480 endedBy=failure forks=1"
scenario() {
    host caller 11
    host callee 12
    capture_start
    FINAL="480 Temporarily Unavailable" EXTRA='Reason: Q.850;cause=19;text="No answer from user"' \
        sipp_answer callee 10.77.$NET.12 callee-refuses -d 5000
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-refused -key user 4${NET}1 -key name "Doris"
}
