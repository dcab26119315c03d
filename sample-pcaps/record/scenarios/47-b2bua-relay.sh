# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Through a switch with a media relay (rtpengine), caller anonymous: the relay passes SSRCs on, and they link the two legs.
EXPECT="calls=2 state=answered finalStatus=200 streams=4 lost=0 conversations=1"
scenario() {
    host switch 10
    host caller 11
    host callee 12
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=auto;audio_codecs=PCMU" 8000 callee
    softphone caller 10.77.$NET.11 anonymous "regint=0;audio_codecs=PCMU;outbound=\"sip:10.77.$NET.10\"" 8000 caller
    relay switch 10.77.$NET.10
    switch switch 10 12 -A WITH_RELAY
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.10"
    sleep 8
    phone caller hangup
    sleep 1
}
