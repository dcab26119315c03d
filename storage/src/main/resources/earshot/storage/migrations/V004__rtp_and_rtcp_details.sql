ALTER TABLE streams
    ADD COLUMN IF NOT EXISTS telephone_events_count          UInt64                         COMMENT 'Telephone events (RFC 4733), each counted once; which keys is nowhere',
    ADD COLUMN IF NOT EXISTS telephone_events_ms             Float64                        COMMENT 'Their length together, ms; 0 where the payload is encrypted',
    ADD COLUMN IF NOT EXISTS redundancy_depth                UInt16                          COMMENT 'Most redundant blocks in one packet (RFC 2198); 0 without redundancy',
    ADD COLUMN IF NOT EXISTS redundancy_packets              UInt64                         COMMENT 'Packets that carried redundant blocks',
    ADD COLUMN IF NOT EXISTS redundancy_recovered            UInt64                         COMMENT 'Lost packets whose data came as redundancy in a later one',
    ADD COLUMN IF NOT EXISTS redundancy_residual_loss_percent Nullable(Float64)             COMMENT 'Loss that remains for a receiver that uses the redundancy, percent of expected; NULL without redundancy',
    ADD COLUMN IF NOT EXISTS feedback_nacked_packets         UInt64                         COMMENT 'Packets that the receiver asked for again (RFC 4585)',
    ADD COLUMN IF NOT EXISTS feedback_picture_requests       UInt64                         COMMENT 'Pictures that the receiver asked for (RFC 4585 PLI, RFC 5104 FIR)',
    ADD COLUMN IF NOT EXISTS feedback_bit_rate_max_bps       Nullable(UInt64)               COMMENT 'Bits per second the receiver asked not to exceed, by its last word; NULL when it asked for none',
    ADD COLUMN IF NOT EXISTS xr_metrics                      Map(LowCardinality(String), Float64) COMMENT 'What extended reports said of it: the latest value of each name, units at the name''s end',
    ADD COLUMN IF NOT EXISTS tool                            LowCardinality(String)         COMMENT 'Name and version of the sending program, as its RTCP says; empty when it does not',
    ADD COLUMN IF NOT EXISTS doubtful_reports                UInt64                         COMMENT 'RTCP report blocks about it with values that cannot be true; these were left out';

ALTER TABLE rtcp_reports
    ADD COLUMN IF NOT EXISTS encrypted  Bool                                                COMMENT 'SRTCP: that it was sent and by whom; nothing else can be read',
    ADD COLUMN IF NOT EXISTS tool       LowCardinality(String)                              COMMENT 'Name and version of the reporter''s program; empty when the compound does not say',
    ADD COLUMN IF NOT EXISTS doubts     Array(LowCardinality(String))                       COMMENT 'Values that cannot be true and were left out: jitter, lost, highest',
    ADD COLUMN IF NOT EXISTS xr_blocks  Array(LowCardinality(String))                       COMMENT 'Names of all blocks of the extended report (XR), in their order',
    ADD COLUMN IF NOT EXISTS xr_metrics Map(LowCardinality(String), Float64)                COMMENT 'Values of the extended report by block and name, units at the name''s end; what is unavailable is absent';
