# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A call whose INVITE is larger than the link takes and comes in two fragments.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=0"
OUTSIDE='{"availability": [{"state": "unknown", "sinceTime": null, "oversized": 1, "fragmented": 1, "fragmentsMax": 2, "octetsMax": 2819, "lastOversizedMethod": "INVITE"}]}'
scenario() {
    host caller 11
    host callee 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-slow -d 300
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-large -key user 4${NET}1 -key name "Greta"
}
