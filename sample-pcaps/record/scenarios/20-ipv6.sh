# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A call over IPv6, signalling and media; the callee hangs up.
EXPECT="state=answered finalStatus=200 endedBy=bye byeFrom=callee forks=1 streams=2 lost=0"
scenario() {
    host caller 11
    host callee 12
    softphone callee fd77:$NET::12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller fd77:$NET::11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@[fd77:$NET::12]"
    sleep 1.8
    phone callee accept
    sleep 14
    phone callee hangup
    sleep 1
}
