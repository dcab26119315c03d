# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Nobody answers behind a proxy: after six seconds it cancels the ringing branch and tells the caller 408.
EXPECT="state=noAnswer finalStatus=408 endedBy=failure forks=1"
scenario() {
    host caller 11
    host callee 12
    host proxy 10
    proxy proxy
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-cancelled
    sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}2 caller-refused -key user 4${NET}1 -key name "Emil"
}
