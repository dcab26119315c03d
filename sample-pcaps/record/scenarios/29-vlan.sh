# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A G.711 A-law call on a trunk port: every frame carries VLAN tag 100 (added by the arrangement, see README).
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0 codec=PCMA"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 1.6
    phone callee accept
    sleep 10
    phone callee hangup
    sleep 1
}
