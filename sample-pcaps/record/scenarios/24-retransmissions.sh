# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A slow callee behind a proxy: the proxy sends the INVITE again (timer A), the callee its 200 (timer G) until the ACK.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=0"
scenario() {
    host caller 11
    host callee 12
    host proxy 10
    proxy proxy
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-slow -d 1700
    sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}2 caller-slow -d 1200 -key user 4${NET}1 -key name "Gustav"
}
