# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Two failed calls: a gateway that refuses with 503, and a number that a proxy does not know (404).
EXPECT="calls=2 state=failed finalStatus=503,404 endedBy=failure forks=1"
scenario() {
    host caller 11
    host gateway 12
    host proxy 10
    proxy proxy
    capture_start
    FINAL="503 Service Unavailable" EXTRA="Retry-After: 30" \
        sipp_answer gateway 10.77.$NET.12 callee-refuses-at-once -d 400
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-refused -key user 4${NET}1 -key name "Frida"
    sleep 1
    sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}9 caller-refused -key user 4${NET}1 -key name "Frida"
}
