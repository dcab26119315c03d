# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Registrations at a registrar that challenges: refreshed and ended, left to expire, and one with a wrong password.
EXPECT="calls=0 transactions=10 streams=0"
OUTSIDE='{"registrations": [{"user": "4402", "state": "expired", "registeredTime": "2026-01-15T09:00:50.710457Z", "endedTime": "2026-01-15T09:00:55.710457Z", "expiresGrantedSeconds": 5}, {"user": "4403", "state": "failed", "lastFailure": "401 Unauthorized", "challenges": 1}, {"user": "4401", "state": "deregistered", "aor": "sip:4401@10.77.40.10", "contactUri": "sip:4401@10.77.40.11:5060", "q": 0.5, "attempts": 6, "challenges": 3, "failures": 0, "refreshes": 1, "refreshMeanSeconds": 4.0, "expiresGrantedSeconds": 30, "behindNat": false}], "authenticationFailures": [{"credentialsUser": "4403", "src": "10.77.40.13", "failures": 1}]}'
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
