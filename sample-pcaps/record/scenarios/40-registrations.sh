# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Registrations at a registrar that challenges: refreshed and ended, left to expire, and one with a wrong password.
EXPECT="calls=0 transactions=10 streams=0"
scenario() {
    host caller 11
    host second 12
    host third 13
    host proxy 10
    proxy proxy -A WITH_AUTH
    capture_start
    local server=10.77.$NET.10:5060
    sipp_call second 10.77.$NET.12 $server 4${NET}2 caller-registers-once -au 4${NET}2 -ap "harbour-$NET"
    sipp_call third 10.77.$NET.13 $server 4${NET}3 caller-registers-in-vain -au 4${NET}3 -ap wrong
    sipp_call caller 10.77.$NET.11 $server 4${NET}1 caller-registers -au 4${NET}1 -ap "harbour-$NET"
}
