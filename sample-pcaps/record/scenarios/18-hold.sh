# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Hold and resume by re-INVITE: the caller holds after 6 s, resumes 5 s later, talks on and hangs up.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 holds=1 streams=2 lost=0"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 1.5
    phone callee accept
    sleep 6
    phone caller hold
    sleep 5
    phone caller resume
    sleep 6
    phone caller hangup
    sleep 1
}
