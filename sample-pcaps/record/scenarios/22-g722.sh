# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A G.722 call: the RTP clock says 8000 though the sound has 16000 samples a second (RFC 3551 section 4.5.2).
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=2 lost=0 codec=G722"
scenario() {
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=G722" 16000 callee g722
    softphone caller 10.77.$NET.11 4${NET}1 "regint=0;audio_codecs=G722" 16000 caller g722
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.12"
    sleep 2.5
    phone callee accept
    sleep 12
    phone callee hangup
    sleep 1
}
