-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- What of a measurement can be believed: losses of the probe's own told from the network's, where the network lost, how
-- many round trips a mean is of, and what was negotiated against what was seen.

ALTER TABLE streams
    ADD COLUMN IF NOT EXISTS suspicions            Array(LowCardinality(String)) COMMENT 'Why loss may be the probe''s own: kernelDrop, interfaceDrop, commonGap, receiverLostLess; empty when it is the network''s',
    ADD COLUMN IF NOT EXISTS intervals             UInt64                        COMMENT 'Report intervals judged',
    ADD COLUMN IF NOT EXISTS suspect_intervals     UInt64                        COMMENT 'Of these, intervals in which the probe may have lost packets; they are not scored',
    ADD COLUMN IF NOT EXISTS loss_percent_min      Float64                       COMMENT 'Lower bound of network loss, percent of expected; what was seen lost is the upper one',
    ADD COLUMN IF NOT EXISTS loss_percent_trusted  Nullable(Float64)             COMMENT 'Loss over the intervals that are not suspect, percent; NULL when all are',
    ADD COLUMN IF NOT EXISTS compared_packets      Nullable(UInt64)              COMMENT 'Packets that probe and receiver both tell of; NULL without RTCP reports that can be compared',
    ADD COLUMN IF NOT EXISTS lost_upstream         Nullable(UInt64)              COMMENT 'Of the compared packets, lost before the probe; NULL when unknown',
    ADD COLUMN IF NOT EXISTS lost_downstream       Nullable(UInt64)              COMMENT 'Of the compared packets, lost between probe and receiver; NULL when unknown',
    ADD COLUMN IF NOT EXISTS lost_by_probe         Nullable(UInt64)              COMMENT 'Of the compared packets, missed by the probe although the receiver got them; NULL when unknown',
    ADD COLUMN IF NOT EXISTS loss_place            String                        COMMENT 'Where packets were lost, as a sentence; empty when unknown',
    ADD COLUMN IF NOT EXISTS rtt_min_ms            Nullable(Float64)             COMMENT 'Least round trip between the ends, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_max_ms            Nullable(Float64)             COMMENT 'Greatest round trip between the ends, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_samples           UInt64                        COMMENT 'Round trips that the mean is of',
    ADD COLUMN IF NOT EXISTS rtt_source            LowCardinality(String)        COMMENT 'tap: both halves measured at the probe; endpoint: reported by an end; empty when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_source_min_ms    Nullable(Float64)           COMMENT 'Least round trip between probe and source, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_source_mean_ms   Nullable(Float64)           COMMENT 'Mean round trip between probe and source, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_source_max_ms    Nullable(Float64)           COMMENT 'Greatest round trip between probe and source, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_source_samples   UInt64                      COMMENT 'Round trips measured between probe and source',
    ADD COLUMN IF NOT EXISTS rtt_to_receiver_min_ms  Nullable(Float64)           COMMENT 'Least round trip between probe and receiver, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_receiver_mean_ms Nullable(Float64)           COMMENT 'Mean round trip between probe and receiver, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_receiver_max_ms  Nullable(Float64)           COMMENT 'Greatest round trip between probe and receiver, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_to_receiver_samples UInt64                      COMMENT 'Round trips measured between probe and receiver',
    ADD COLUMN IF NOT EXISTS negotiated            Map(String, String)           COMMENT 'What the SDP promised where the stream differs from it, by finding: codec, ptime, direction, dscp, rtcp, rtcpMux, encryption, source, destination',
    ADD COLUMN IF NOT EXISTS observed              Map(String, String)           COMMENT 'What was seen instead, by the same findings';

ALTER TABLE stream_intervals
    ADD COLUMN IF NOT EXISTS suspicions  Array(LowCardinality(String)) COMMENT 'Why loss may be the probe''s own: kernelDrop, interfaceDrop, commonGap, receiverLostLess; empty when it is the network''s',
    ADD COLUMN IF NOT EXISTS lost_min    Int64                         COMMENT 'Lower bound of the packets that the network lost; lost is the upper one',
    ADD COLUMN IF NOT EXISTS rtt_min_ms  Nullable(Float64)             COMMENT 'Least round trip between the ends in the interval, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_max_ms  Nullable(Float64)             COMMENT 'Greatest round trip between the ends in the interval, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS rtt_samples UInt64                        COMMENT 'Round trips that the mean is of',
    ADD COLUMN IF NOT EXISTS rtt_source  LowCardinality(String)        COMMENT 'tap: both halves measured at the probe; endpoint: reported by an end; empty when not measured';

ALTER TABLE rtcp_reports
    ADD COLUMN IF NOT EXISTS tap_expected Nullable(UInt64) COMMENT 'Packets that the probe expected of the stream up to highest_sequence; NULL when it cannot tell',
    ADD COLUMN IF NOT EXISTS tap_lost     Nullable(UInt64) COMMENT 'Of these, packets that the probe never saw; NULL when it cannot tell';
