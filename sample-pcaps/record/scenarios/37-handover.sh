# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Handover: the caller goes on from another network (re-INVITE with new Contact and address) after two seconds of silence.
EXPECT="state=answered finalStatus=200 endedBy=bye forks=1 streams=4"
COURSE='[{"endCause": "hangUp", "moves": [{"party": "caller", "what": "contact", "from": "10.77.37.11", "to": "10.77.37.13"}, {"party": "caller", "what": "media", "from": "10.77.37.11", "to": "10.77.37.13"}]}]'
AUDIO='[{"heard": "both"}]'
scenario() {
    host caller 11
    host callee 12
    host mobile 13
    softphone callee 10.77.$NET.12 4${NET}2 "regint=0;answermode=auto;audio_codecs=PCMU" 8000 callee
    capture_start
    local dialog=(-cid_str "handover-$NET@10.77.$NET.11" -key caller "h${NET}a" -key user "4${NET}1" -key name "Lena")
    sipp_call caller 10.77.$NET.11 10.77.$NET.12:5060 4${NET}2 caller-leaves -d 5000 "${dialog[@]}"
    local callee
    callee=$(tshark -r "$RAW_DIR/$SCENARIO.pcap" -Y 'sip.Status-Code == 200' -T fields -e sip.to.tag 2>/dev/null | head -1)
    sipp_call mobile 10.77.$NET.13 10.77.$NET.12:5060 4${NET}2 caller-returns -d 5000 "${dialog[@]}" \
        -key callee "$callee" -key first "10.77.$NET.11"
}
