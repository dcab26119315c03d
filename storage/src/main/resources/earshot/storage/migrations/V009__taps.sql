-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- The same packets at another place, what the lengths of packets say of SRTP, restarts, and what redundancy made good.

ALTER TABLE streams
    ADD COLUMN IF NOT EXISTS restarts                  UInt64                                   COMMENT 'Times that the sender began its sequence numbers anew (RFC 3550 A.1)',
    ADD COLUMN IF NOT EXISTS encryption_seen           LowCardinality(String) DEFAULT 'unknown' COMMENT 'What the lengths of packets say of SRTP: clear, tagged, or unknown where they say nothing',
    ADD COLUMN IF NOT EXISTS tap_stream                String                                   COMMENT 'Id of the stream with the same packets at another place; empty when none is known',
    ADD COLUMN IF NOT EXISTS tap_probe                 LowCardinality(String)                   COMMENT 'The probe there',
    ADD COLUMN IF NOT EXISTS tap_src                   String                                   COMMENT 'Source there, ip:port',
    ADD COLUMN IF NOT EXISTS tap_dst                   String                                   COMMENT 'Destination there, ip:port',
    ADD COLUMN IF NOT EXISTS tap_position              LowCardinality(String)                   COMMENT 'first or second: where this stream was seen on the way of its packets; empty when unknown',
    ADD COLUMN IF NOT EXISTS tap_compared_packets      Nullable(UInt64)                         COMMENT 'Packets that both places tell of; NULL without another place',
    ADD COLUMN IF NOT EXISTS tap_lost_before           Nullable(UInt64)                         COMMENT 'Of these, packets lost before the first place; NULL without another',
    ADD COLUMN IF NOT EXISTS tap_lost_between          Nullable(UInt64)                         COMMENT 'Of these, packets lost between the two places; NULL without another',
    ADD COLUMN IF NOT EXISTS tap_place                 String                                   COMMENT 'The same as a sentence; empty without another place',
    ADD COLUMN IF NOT EXISTS receipt_recovered_percent Nullable(Float64)                        COMMENT 'Of the network loss, what redundancy (RFC 2198) brought all the same, percent of expected packets: the score does not count it';
