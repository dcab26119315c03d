# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Digest authentication: two phones register (401), one calls the other (407) through the proxy.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 challenges=1 streams=2 lost=0"
scenario() {
    host caller 11
    host callee 12
    host proxy 10
    proxy proxy -A WITH_AUTH
    capture_start
    PROXY_DOMAIN=10.77.$NET.10 softphone callee 10.77.$NET.12 4${NET}2 \
        "auth_user=4${NET}2;auth_pass=harbour-$NET;regint=60;answermode=manual;audio_codecs=PCMU" 8000 callee
    PROXY_DOMAIN=10.77.$NET.10 softphone caller 10.77.$NET.11 4${NET}1 \
        "auth_user=4${NET}1;auth_pass=harbour-$NET;regint=60;audio_codecs=PCMU" 8000 caller
    sleep 1.5
    phone caller dial "sip:4${NET}2@10.77.$NET.10"
    sleep 2
    phone callee accept
    sleep 10
    phone callee hangup
    sleep 1
}
