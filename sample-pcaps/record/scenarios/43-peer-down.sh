# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# A trunk that is asked every four seconds stops answering for a quarter of a minute, and comes back.
EXPECT="calls=0 transactions=14 streams=0"
OUTSIDE='{"availability": [{"src": "10.77.43.11", "peer": "10.77.43.10", "state": "up", "pings": 14, "answered": 10, "timeouts": 2, "transitions": 2, "startTime": "2026-01-15T09:01:02.025464Z", "sinceTime": "2026-01-15T09:01:41.057908Z", "recentTransitions": ["2026-01-15T09:01:13.838024Z down", "2026-01-15T09:01:41.057908Z up"]}]}'
scenario() {
    host monitor 11
    host trunk 10
    proxy trunk
    local trunk_pid=$LAST_PID i
    capture_start
    for i in $(seq 14); do
        if ((i == 4)); then
            kill "$trunk_pid"
            wait "$trunk_pid" 2>/dev/null || true
        fi
        if ((i == 8)); then proxy trunk; fi
        sipp_call monitor 10.77.$NET.11 10.77.$NET.10:5060 4${NET}1 caller-options -recv_timeout 2000 || sleep 1
        sleep 3.5
    done
}
