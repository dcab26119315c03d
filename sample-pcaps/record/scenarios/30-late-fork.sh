# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A phone that joins late: the proxy rings the desk phone; 7 s later the mobile registers, is rung as well and picked up.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=2 streams=2 lost=0"
COURSE='[{"endCause": "hangUp", "remarks": ["lateFork"], "answers": 1, "targets": 2, "branches": [{"address": "10.77.30.12:5060", "status": 487}, {"address": "10.77.30.13:5060", "status": 200}]}]'
scenario() {
    host caller 11
    host desk 12
    host mobile 13
    host proxy 10
    proxy proxy -A PATIENT
    softphone desk 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}7@10.77.$NET.10"
    sleep 6
    PROXY_DOMAIN=10.77.$NET.10 softphone mobile 10.77.$NET.13 4${NET}7 "regint=600;answermode=manual;audio_codecs=PCMA" 8000 callee
    sleep 3
    phone mobile accept
    sleep 6
    phone caller hangup
    sleep 1
}
