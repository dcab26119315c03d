# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A caller behind NAT, and a relay: rtpengine on the proxy takes the media of both phones in and sends it on.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=4 lost=0"
COURSE='[{"endCause": "hangUp", "remarks": []}]'
AUDIO='[{"heard": "both", "relays": ["10.77.39.10"]}]'
scenario() {
    host router 11
    host_behind router caller 192.168.$NET.2
    host callee 12
    host proxy 10
    relay proxy
    proxy proxy -A WITH_RELAY
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=manual;audio_codecs=PCMA" 8000 callee
    softphone caller 192.168.$NET.2 4${NET}1 "regint=0;audio_codecs=PCMA" 8000 caller
    capture_start
    phone caller dial "sip:4${NET}2@10.77.$NET.10"
    sleep 2
    phone callee accept
    sleep 5
    phone caller hangup
    sleep 1
}
