# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
# Presence: a watcher subscribes, refreshes and unsubscribes; a telephone publishes its state, and sends a message.
EXPECT="calls=0 transactions=10 streams=0"
OUTSIDE='{"subscriptions": [{"kind": "subscription", "event": "presence", "fromUser": "watcher", "toUser": "desk42", "state": "terminated", "terminatedReason": "unsubscribed", "refreshes": 1, "notifications": 3, "expiresGrantedSeconds": 50}, {"kind": "publication", "terminatedReason": "removed", "refreshes": 1, "notifications": 1}]}'
scenario() {
    host watcher 11
    host desk 12
    host server 10
    capture_start
    sipp_answer server 10.77.$NET.10 server-notifies -s desk$NET -key watcher 10.77.$NET.11
    sipp_call watcher 10.77.$NET.11 10.77.$NET.10:5060 desk$NET caller-subscribes
    sleep 0.5
    sipp_answer server 10.77.$NET.10 server-takes-state
    sipp_call desk 10.77.$NET.12 10.77.$NET.10:5060 desk$NET caller-publishes
    sleep 1
}
