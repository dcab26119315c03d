-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
-- What telephones report of themselves in SIP (RFC 6035) beside RTCP XR: what a device does not say is NULL, not 0.

ALTER TABLE endpoint_reports
    MODIFY COLUMN kind LowCardinality(String) COMMENT 'rtcpXr (RFC 3611 4.7) or vqRtcpxr (RFC 6035)',
    MODIFY COLUMN loss_percent Nullable(Float64) COMMENT 'Loss in the network, percent; NULL when not said',
    MODIFY COLUMN discard_percent Nullable(Float64) COMMENT 'Packets discarded by the device''s playout buffer, percent; NULL when not said',
    MODIFY COLUMN burst_density_percent Nullable(Float64) COMMENT 'Loss and discard within bursts, percent; NULL when not said',
    MODIFY COLUMN gap_density_percent Nullable(Float64) COMMENT 'Loss and discard within gaps, percent; NULL when not said',
    MODIFY COLUMN burst_duration_ms Nullable(UInt32) COMMENT 'Mean length of bursts, ms; NULL when not said',
    MODIFY COLUMN gap_duration_ms Nullable(UInt32) COMMENT 'Mean length of gaps, ms; NULL when not said',
    MODIFY COLUMN round_trip_delay_ms Nullable(UInt32) COMMENT 'Round trip between the RTP interfaces, ms; NULL when not known',
    MODIFY COLUMN end_system_delay_ms Nullable(UInt32) COMMENT 'Delay inside the device, ms; NULL when not known',
    MODIFY COLUMN jitter_buffer_nominal_ms Nullable(UInt32) COMMENT 'Nominal delay of the playout buffer, ms; NULL when not said',
    MODIFY COLUMN jitter_buffer_maximum_ms Nullable(UInt32) COMMENT 'Maximum delay of the playout buffer, ms; NULL when not said';

ALTER TABLE endpoint_reports
    ADD COLUMN IF NOT EXISTS report LowCardinality(String) COMMENT 'What made the device report: session, interval or alert; empty in RTCP XR',
    ADD COLUMN IF NOT EXISTS alert LowCardinality(String) COMMENT 'Of an alert: the metric that crossed its threshold, and the severity; else empty',
    ADD COLUMN IF NOT EXISTS of_far_end Bool COMMENT 'True when the device passed on what the far end measured of the stream that the device sent',
    ADD COLUMN IF NOT EXISTS device LowCardinality(String) COMMENT 'User-Agent of the message that brought the report; empty when not known',
    ADD COLUMN IF NOT EXISTS local_media String COMMENT 'ip:port of the media at the device, as it says; empty when not said',
    ADD COLUMN IF NOT EXISTS remote_media String COMMENT 'ip:port of the media at the far end, as the device says; empty when not said',
    ADD COLUMN IF NOT EXISTS start_time Nullable(DateTime64(6, 'UTC')) COMMENT 'Start of what was measured, by the clock of the device, UTC',
    ADD COLUMN IF NOT EXISTS stop_time Nullable(DateTime64(6, 'UTC')) COMMENT 'End of what was measured, by the clock of the device, UTC',
    ADD COLUMN IF NOT EXISTS codec Nullable(String) COMMENT 'Codec as the device names it; NULL when not said',
    ADD COLUMN IF NOT EXISTS one_way_delay_ms Nullable(Float64) COMMENT 'Delay one way, measured or estimated as symmetric, ms; NULL when not said',
    ADD COLUMN IF NOT EXISTS jitter_ms Nullable(Float64) COMMENT 'Interarrival jitter as the device has it (RFC 3550), ms; NULL when not said',
    ADD COLUMN IF NOT EXISTS mean_absolute_jitter_ms Nullable(Float64) COMMENT 'Mean absolute deviation of the playout (G.1020 MAPDV2), ms; NULL when not said',
    ADD COLUMN IF NOT EXISTS signal_level_dbm Nullable(Float64) COMMENT 'Voice signal level, dBm; NULL when not said',
    ADD COLUMN IF NOT EXISTS noise_level_dbm Nullable(Float64) COMMENT 'Noise level, dBm; NULL when not said',
    ADD COLUMN IF NOT EXISTS echo_return_loss_db Nullable(Float64) COMMENT 'Residual echo return loss, dB; NULL when not said',
    ADD COLUMN IF NOT EXISTS r_conversational Nullable(Float64) COMMENT 'R factor for conversational quality, 0 to 120; NULL when not said';

ALTER TABLE endpoint_reports ADD INDEX IF NOT EXISTS by_call_id call_id TYPE bloom_filter(0.01) GRANULARITY 1;
