# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A redirected call: 302 Moved Temporarily names another address, which the caller does not follow.
EXPECT="state=redirected finalStatus=302 endedBy=failure forks=1"
scenario() {
    host caller 11
    host callee 12
    capture_start
    FINAL="302 Moved Temporarily" EXTRA="Contact: <sip:4${NET}3@10.77.$NET.13>" \
        sipp_answer callee 10.77.$NET.12 callee-refuses-at-once -d 100
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-refused -key user 4${NET}1 -key name "Hanna"
}
