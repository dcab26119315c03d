# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# RTCP-XR (RFC 3611) as Linphone sends it: receiver reference time, DLRR, statistics summary, VoIP metrics; 28 s.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0"
scenario() {
    host caller 11
    host callee 12
    linphone callee 10.77.$NET.12 4${NET}2 callee-8000
    linphone caller 10.77.$NET.11 4${NET}1 caller-8000
    sleep 1
    capture_start
    linphone_do caller "call sip:4${NET}2@10.77.$NET.12"
    sleep 2
    linphone_do callee "answer"
    sleep 28
    linphone_do caller "terminate"
    sleep 1.5
}
