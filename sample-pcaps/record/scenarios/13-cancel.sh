# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# The caller hangs up while the other end rings: CANCEL after four seconds, 200 for it, 487 for the INVITE.
EXPECT="state=cancelled finalStatus=487 endedBy=cancel forks=1"
scenario() {
    host caller 11
    host callee 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-cancelled
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-cancels -d 4000 -key user 4${NET}1 -key name "Clara"
}
