# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# OPTIONS pings to a proxy, as a trunk is watched: three, two seconds apart, each answered with 200.
EXPECT="calls=0 transactions=3 streams=0"
scenario() {
    host caller 11
    host proxy 10
    proxy proxy
    capture_start
    local i
    for i in 1 2 3; do
        sipp_call caller 10.77.$NET.11 10.77.$NET.10:5060 4${NET}1 caller-options
        sleep 1.5
    done
}
