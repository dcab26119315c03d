-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors

ALTER TABLE sip_messages
    ADD COLUMN IF NOT EXISTS encapsulation LowCardinality(String) DEFAULT '' COMMENT 'Tags and tunnels around the packet, outermost first: vlan 7 > vxlan 5001; empty when there were none';
ALTER TABLE endpoint_reports MODIFY COLUMN kind LowCardinality(String) COMMENT 'rtcpXr (RFC 3611 4.7), vqRtcpxr (RFC 6035), or rtcp: a report block that a capture agent sent with the Call-ID, of a stream that no probe saw';
