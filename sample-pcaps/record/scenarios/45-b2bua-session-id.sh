# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Two calls at once through a switch that gives each leg a Call-ID of its own, callers anonymous: the phones send Session-IDs (RFC 7989).
EXPECT="calls=4 state=answered conversations=2"
scenario() {
    host switch 10
    host caller 11
    host callee 12
    host rival 13
    switch switch 10 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-slow -m 2 -d 100
    EXTRA="Session-ID: 5a77e11c0de04f3c8a1b00c0ffee0451;remote=00000000000000000000000000000000" \
        sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}2 caller-slow -d 50 -key user anonymous -key name "Anonymous" &
    sleep 0.3
    EXTRA="Session-ID: 0b5e55ed0de04f3c8a1b00c0ffee0452;remote=00000000000000000000000000000000" \
        sipp_call rival 10.77.$NET.13 10.77.$NET.10:5060 4${NET}2 caller-slow -d 50 -key user anonymous -key name "Anonymous"
    wait $!
}
