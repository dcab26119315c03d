-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- What each score was computed from, so that anyone can compute it again (docs/quality.md). Streams that were stored
-- before have empty receipts: NULL and '' for "not known".

ALTER TABLE streams
    ADD COLUMN IF NOT EXISTS receipt_formula          LowCardinality(String) COMMENT 'Version of our use of the model and the recommendation; empty when not scored',
    ADD COLUMN IF NOT EXISTS receipt_codec_mode       LowCardinality(String) COMMENT 'Rate or variant of the codec; empty when it has one only',
    ADD COLUMN IF NOT EXISTS receipt_codec_mode_from  LowCardinality(String) COMMENT 'How the mode is known: codec, sdp, packets or caution (not known, the worst was taken)',
    ADD COLUMN IF NOT EXISTS receipt_ie               Nullable(Float64)      COMMENT 'Equipment impairment Ie on the scale of the score, no unit',
    ADD COLUMN IF NOT EXISTS receipt_bpl              Nullable(Float64)      COMMENT 'Robustness against loss Bpl, percent',
    ADD COLUMN IF NOT EXISTS receipt_lookahead_ms     Nullable(Float64)      COMMENT 'Delay of the codec beyond the packet, ms',
    ADD COLUMN IF NOT EXISTS receipt_constants        LowCardinality(String) DEFAULT 'none' COMMENT 'published, estimated or none: whether the constants stand in a recommendation',
    ADD COLUMN IF NOT EXISTS receipt_constants_source LowCardinality(String) COMMENT 'Where each constant comes from',
    ADD COLUMN IF NOT EXISTS receipt_packets          UInt64                 COMMENT 'Unique packets behind the score',
    ADD COLUMN IF NOT EXISTS receipt_loss_percent     Nullable(Float64)      COMMENT 'Network loss that the score counts, percent of expected packets: without intervals that the probe itself may have cut',
    ADD COLUMN IF NOT EXISTS receipt_discard_percent  Nullable(Float64)      COMMENT 'What came too late in the same packets, percent of expected packets',
    ADD COLUMN IF NOT EXISTS receipt_burst_ratio      Nullable(Float64)      COMMENT 'BurstR of the same packets, at least 1, no unit',
    ADD COLUMN IF NOT EXISTS receipt_buffer           LowCardinality(String) COMMENT 'Playout buffer that decided what was too late',
    ADD COLUMN IF NOT EXISTS receipt_delay_source     LowCardinality(String) DEFAULT 'unknown' COMMENT 'measured, assumed or unknown: where the network delay comes from',
    ADD COLUMN IF NOT EXISTS receipt_network_ms       Nullable(Float64)      COMMENT 'One way through the network, ms; NULL when unknown',
    ADD COLUMN IF NOT EXISTS receipt_playout_ms       Nullable(Float64)      COMMENT 'In the playout buffer assumed at the receiver, ms',
    ADD COLUMN IF NOT EXISTS receipt_packet_ms        Nullable(Float64)      COMMENT 'To fill one packet, ms; 0 when unknown',
    ADD COLUMN IF NOT EXISTS receipt_one_way_ms       Nullable(Float64)      COMMENT 'Mouth to ear, ms; NULL when unknown',
    ADD COLUMN IF NOT EXISTS receipt_best             Nullable(Float64)      COMMENT 'MOS of the codec without loss, 1 to 5',
    ADD COLUMN IF NOT EXISTS receipt_cost_loss        Nullable(Float64)      COMMENT 'What network loss took from the best, MOS',
    ADD COLUMN IF NOT EXISTS receipt_cost_discard     Nullable(Float64)      COMMENT 'What packets that came too late took from the best, MOS',
    ADD COLUMN IF NOT EXISTS receipt_cost_burst       Nullable(Float64)      COMMENT 'What the burstiness of loss took from the best, MOS',
    ADD COLUMN IF NOT EXISTS receipt_cost_delay       Nullable(Float64)      COMMENT 'MOS-LQ less MOS-CQ; NULL when the delay is unknown',
    ADD COLUMN IF NOT EXISTS receipt_main_cost        LowCardinality(String) COMMENT 'loss, discard, burst or delay: what cost most; empty when nothing did',
    ADD COLUMN IF NOT EXISTS receipt_confidence       LowCardinality(String) DEFAULT 'none' COMMENT 'high, medium, low, or none when not scored',
    ADD COLUMN IF NOT EXISTS receipt_doubts           Array(LowCardinality(String)) COMMENT 'Why confidence is not high',
    ADD COLUMN IF NOT EXISTS receipt_sentence         String                 COMMENT 'The score, or why there is none, in a sentence';

ALTER TABLE stream_intervals
    ADD COLUMN IF NOT EXISTS scale       LowCardinality(String) COMMENT 'NB, WB or FB: the scale of MOS; empty when not scored',
    ADD COLUMN IF NOT EXISTS burst_ratio Float64 DEFAULT 1      COMMENT 'BurstR of G.107 in the interval, at least 1, no unit',
    ADD COLUMN IF NOT EXISTS confidence  LowCardinality(String) DEFAULT 'none' COMMENT 'How far the MOS can be trusted: high, medium, low or none';

ALTER TABLE calls
    ADD COLUMN IF NOT EXISTS mos_scale      LowCardinality(String) COMMENT 'NB, WB or FB: the scale of mos_lq; empty when not scored',
    ADD COLUMN IF NOT EXISTS mos_stream     String                 COMMENT 'Id of the stream that mos_lq is of; empty when not scored',
    ADD COLUMN IF NOT EXISTS mos_confidence LowCardinality(String) DEFAULT 'none' COMMENT 'How far mos_lq can be trusted: high, medium, low or none';
