# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A forked call: the proxy rings three phones at once, one answers, it cancels the other two; 12 s of speech.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=3 streams=2 lost=0"
scenario() {
    host caller 11
    host desk 12
    host kitchen 13
    host porch 14
    host proxy 10
    proxy proxy
    softphone desk 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone kitchen 10.77.$NET.13 4${NET}3 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone porch 10.77.$NET.14 4${NET}4 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}5@10.77.$NET.10"
    sleep 3
    phone kitchen accept
    sleep 12
    phone kitchen hangup
    sleep 1
}
