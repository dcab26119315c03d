# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A telephone behind an address translator registers, and takes its leave when it is switched off.
EXPECT="calls=0 transactions=2 streams=0"
OUTSIDE='{"registrations": [{"user": "4411", "state": "deregistered", "src": "10.77.41.1:22962", "contactUri": "sip:4411-0x55e72db96330@192.168.41.2:5060", "behindNat": true, "natSigns": ["sentBy", "port", "received", "contact"], "expiresGrantedSeconds": 60, "userAgent": "baresip v1.0.0 (x86_64/linux)"}]}'
scenario() {
    host nat 1
    host proxy 10
    proxy proxy
    capture_start
    host_behind nat phone 192.168.$NET.2
    PROXY_DOMAIN=10.77.$NET.10 softphone phone 192.168.$NET.2 4${NET}1 "regint=60;audio_codecs=PCMU" 8000 caller
    sleep 3
    phone phone quit
    sleep 2
}
