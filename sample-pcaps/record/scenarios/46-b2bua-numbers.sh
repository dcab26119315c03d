# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Through a switch that says nothing of its legs: one caller calls twice, another at the same time. Six legs, three conversations.
EXPECT="calls=6 state=answered conversations=3"
scenario() {
    host switch 10
    host caller 11
    host callee 12
    host rival 13
    switch switch 10 12
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-slow -m 3 -d 100
    (
        sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}2 caller-slow -d 50 -key user 4${NET}1 -key name "Frieda"
        sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}2 caller-slow -d 50 -key user 4${NET}1 -key name "Frieda"
    ) &
    sleep 0.2
    sipp_call rival 10.77.$NET.13 10.77.$NET.10:5060 4${NET}2 caller-slow -d 50 -key user 4${NET}3 -key name "Gustav"
    wait $!
}
