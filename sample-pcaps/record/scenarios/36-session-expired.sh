# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Both ends crash after 8 s of a call with a session timer of 90 s: no BYE; an OPTIONS ping two minutes later.
EXPECT="state=answered finalStatus=200 endedBy=timeout forks=1 streams=2 lost=0 transactions=1"
COURSE='[{"endCause": "sessionExpired", "sessionExpiresSeconds": 90, "sessionMinSeconds": 90, "sessionRefresher": "caller", "sessionRefreshes": 0}]'
AUDIO='[{"heard": "both"}]'
scenario() {
    host caller 11
    host callee 12
    host proxy 10
    proxy proxy
    capture_start
    sipp_answer callee 10.77.$NET.12 callee-timed
    local callee=$LAST_PID
    start caller sipp -sf "$(sipp_scenario caller-timed)" -i 10.77.$NET.11 -p 5060 -m 1 -nostdin -s 4${NET}2 \
        -mp $((NET * 1000 + 200)) -key user 4${NET}1 -key name "Karl" 10.77.$NET.12:5060
    sleep 9
    kill -KILL "$LAST_PID" "$callee"
    sleep 118
    sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}1 caller-options
    sleep 1
}
