-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- How far packets came out of order, how their delay varied, where the sender paused, and what playout buffers of which
-- depth would have discarded.

ALTER TABLE streams
    MODIFY COLUMN burst_ratio Float64 COMMENT 'BurstR of G.107 over lost packets and those that the short playout buffer discards, at least 1, no unit',
    ADD COLUMN IF NOT EXISTS loss_burst_ratio        Float64 DEFAULT 1 COMMENT 'BurstR of G.107 over lost packets alone, at least 1, no unit',
    ADD COLUMN IF NOT EXISTS ipdv_p50_ms             Nullable(Float64) COMMENT 'Inter-packet delay variation (RFC 5481) that half of all steps do not exceed, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS ipdv_p95_ms             Nullable(Float64) COMMENT 'The same of 95 percent of all steps, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS ipdv_p99_ms             Nullable(Float64) COMMENT 'The same of 99 percent of all steps, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS talk_jitter_mean_ms     Nullable(Float64) COMMENT 'Mean RFC 3550 jitter without the steps over pauses, ms; NULL when not measured',
    ADD COLUMN IF NOT EXISTS reordering_extent_max   UInt32            COMMENT 'How many numbers the farthest packet out of order was behind the highest before it; 0 when all came in order',
    ADD COLUMN IF NOT EXISTS reordering_extents      Array(UInt64)     COMMENT 'Packets out of order by extent: 1, 2, up to 4, 8, 16, 32, 64, 127 numbers; empty when all came in order',
    ADD COLUMN IF NOT EXISTS type_changes            UInt64            COMMENT 'Times that the payload type of media changed',
    ADD COLUMN IF NOT EXISTS pauses_count            UInt64            COMMENT 'Pauses of the sender, of 200 ms or more: silence that it did not send',
    ADD COLUMN IF NOT EXISTS pauses_ms               Float64           COMMENT 'Their length together, ms',
    ADD COLUMN IF NOT EXISTS pauses_max_ms           Float64           COMMENT 'The longest of them, ms',
    ADD COLUMN IF NOT EXISTS buffers_short_ms        UInt32 DEFAULT 50  COMMENT 'Depth of the fixed playout buffer that is scored, ms',
    ADD COLUMN IF NOT EXISTS buffers_long_ms         UInt32 DEFAULT 200 COMMENT 'Depth of the other fixed playout buffer, ms',
    ADD COLUMN IF NOT EXISTS buffers_adaptive_min_ms UInt32 DEFAULT 20  COMMENT 'Least delay of the adaptive playout buffer, ms',
    ADD COLUMN IF NOT EXISTS buffers_adaptive_max_ms UInt32 DEFAULT 500 COMMENT 'Most delay of the adaptive playout buffer, ms',
    ADD COLUMN IF NOT EXISTS buffers_late_short      UInt64            COMMENT 'Packets too late for the short playout buffer',
    ADD COLUMN IF NOT EXISTS buffers_late_long       UInt64            COMMENT 'Packets too late for the long playout buffer',
    ADD COLUMN IF NOT EXISTS buffers_late_adaptive   UInt64            COMMENT 'Packets too late for the adaptive playout buffer';
