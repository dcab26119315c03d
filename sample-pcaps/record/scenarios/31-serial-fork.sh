# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Failover: the first gateway refuses with 503, the proxy goes on to the second, which takes the call.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0"
COURSE='[{"endCause": "hangUp", "remarks": [], "answers": 1, "targets": 2, "branches": [{"address": "10.77.31.13:5060", "status": 200}]}]'
scenario() {
    host caller 11
    host first 12
    host second 13
    host proxy 10
    proxy proxy
    softphone second 10.77.$NET.13 4${NET}3 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    FINAL="503 Service Unavailable" sipp_answer first 10.77.$NET.12 callee-refuses-at-once
    phone caller dial "sip:4${NET}6@10.77.$NET.10"
    sleep 2
    phone second accept
    sleep 8
    phone second hangup
    sleep 1
}
