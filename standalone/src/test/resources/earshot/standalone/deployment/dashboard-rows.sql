-- Rows for DashboardQueriesIT: an hour with a good call, a bad one, a failed one, and one that changed state after its
-- first version. Two probes.
INSERT INTO calls (call_key, version, call_id, from_user, to_user, caller, callee, state, ended, final_status, start_time,
    setup_ms, mos_lq, loss_percent_max, jitter_max_ms, one_way)
VALUES
    ('good', 1, 'good@example.org', '100', '200', '192.0.2.10:5060', '192.0.2.20:5060', 'answered', true, 200,
        '{day} 10:05:00', 900, 4.4, 0, 1.5, false),
    ('bad', 1, 'bad/%\\"@example.org', '101', '200', '192.0.2.10:5060', '192.0.2.20:5060', 'answered', true, 200,
        '{day} 10:05:30', 1500, 2.9, 7.5, 40, true),
    ('failed', 1, 'failed@example.org', '102', '201', '192.0.2.11:5060', '[2001:db8::20]:5060', 'failed', true, 503,
        '{day} 10:20:00', 80, NULL, NULL, NULL, false),
    ('changed', 1, 'changed@example.org', '103', '202', '192.0.2.10:5060', '192.0.2.20:5060', 'incomplete', false, NULL,
        '{day} 10:40:00', NULL, NULL, NULL, NULL, false),
    ('changed', 2, 'changed@example.org', '103', '202', '192.0.2.10:5060', '192.0.2.20:5060', 'busy', true, 486,
        '{day} 10:40:00', 300, NULL, NULL, NULL, false);

INSERT INTO streams (id, version, probe, src, dst, codec, start_time, end_time, packets, expected, lost, mos_lq, scale)
VALUES
    ('s1', 1, 'probe-1', '192.0.2.10:10000', '192.0.2.20:20000', 'PCMU', '{day} 10:05:01', '{day} 10:06:00', 500,
        500, 0, 4.4, 'NB'),
    ('s2', 1, 'probe-1', '192.0.2.10:10002', '192.0.2.20:20002', 'PCMA', '{day} 10:05:31', '{day} 10:06:00', 463,
        500, 37, 2.9, 'NB'),
    ('s3', 1, 'probe-2', '192.0.2.12:10004', '192.0.2.20:20004', 'opus', '{day} 10:30:00', '{day} 10:31:00', 500,
        500, 0, 4.4, 'FB');

INSERT INTO stream_intervals (stream_id, start_time, end_time, version, probe, src, dst, codec, packets, expected, lost,
    loss_percent, jitter_mean_ms, jitter_max_ms, discarded, mos_lq, rtt_ms)
VALUES
    ('s1', '{day} 10:05:01', '{day} 10:05:06', 1, 'probe-1', '192.0.2.10:10000', '192.0.2.20:20000', 'PCMU', 250,
        250, 0, 0, 1, 2, 0, 4.4, 30),
    ('s2', '{day} 10:05:31', '{day} 10:05:36', 1, 'probe-1', '192.0.2.10:10002', '192.0.2.20:20002', 'PCMA', 213,
        250, 37, 14.8, 30, 40, 5, 2.9, 80),
    ('s2', '{day} 10:05:36', '{day} 10:05:41', 1, 'probe-1', '192.0.2.10:10002', '192.0.2.20:20002', 'PCMA', 252,
        250, -2, 0, 30, 40, 5, 2.9, NULL),
    ('s3', '{day} 10:30:00', '{day} 10:30:05', 1, 'probe-2', '192.0.2.12:10004', '192.0.2.20:20004', NULL, 250,
        250, 0, 0, 1, 2, 0, NULL, NULL);

INSERT INTO probe_health (probe, time, boot, sequence, start_time, packets_read, fates, errors, kernel_dropped,
    interface_dropped, events_published, events_dropped, streams_active)
VALUES
    ('probe-1', '{day} 10:05:10', 1, 1, '{day} 10:05:00', 1000, map('MEDIA', 990, 'SIGNALLING', 10),
        map('rtp:truncated', 1), 0, 0, 20, 0, 4),
    ('probe-1', '{day} 10:05:20', 1, 2, '{day} 10:05:10', 1000, map('MEDIA', 1000), map(), 7, 0, 20, 0, 4),
    ('probe-2', '{day} 10:30:10', 1, 1, '{day} 10:30:00', 10, map('IGNORED', 10), map(), 0, 0, 0, 0, 0);

INSERT INTO alerts (alert_id, version, rule, subject, status, severity, starts_at, ends_at, time, metric, value, threshold)
VALUES
    ('a1', 1, 'stream-loss-sustained', 'stream:s2', 'firing', 'warning', '{day} 10:05:31', NULL, '{day} 10:05:41',
        'rtp.loss_ratio', 0.148, 0.03),
    ('a1', 2, 'stream-loss-sustained', 'stream:s2', 'resolved', 'warning', '{day} 10:05:31', '{day} 10:06:00',
        '{day} 10:06:00', 'rtp.loss_ratio', 0, 0.03);

INSERT INTO kpi_minutes (minute, dimension, name, side, version, is_empty, calls_attempts, calls_undecided, calls_answered,
    calls_effective, calls_session_effective, calls_ineffective, calls_completed, times_talk_calls, times_talk_micros,
    times_srd_calls, times_srd_micros, registers_requests, registers_ineffective, media_good_micros, media_poor_micros,
    load_concurrent_max, load_starts_max, statuses,
    times_srd_spread)
VALUES
    ('{day} 10:05:00', 'overall', '', '', 1, false, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, map(), map()),
    ('{day} 10:05:00', 'overall', '', '', 7, false, 9, 1, 2, 4, 4, 2, 2, 2, 60000000, 2, 1800000, 4, 1, 90000000, 30000000,
        2, 1, map('200', 2, '486', 2, '503', 2, 'none', 2), map('820', 1, '1000', 1)),
    ('{day} 10:06:00', 'overall', '', '', 3, false, 2, 0, 2, 2, 2, 0, 2, 2, 180000000, 2, 200000, 0, 0, 0, 0, 5, 1,
        map('200', 2), map('100', 2)),
    ('{day} 10:05:00', 'peer', '192.0.2.20', 'callee', 7, false, 9, 1, 2, 4, 4, 2, 2, 2, 60000000, 2, 1800000, 0, 0,
        90000000, 30000000, 2, 1, map('200', 2, '486', 2, '503', 2, 'none', 2), map()),
    ('{day} 10:05:00', 'peer', '192.0.2.10', 'caller', 7, true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, map(),
        map()),
    ('{day} 10:05:00', 'trunk', 'carrier', 'callee', 7, false, 9, 1, 2, 4, 4, 2, 2, 2, 60000000, 2, 1800000, 0, 0, 90000000,
        30000000, 2, 1, map('200', 2, '486', 2, '503', 2, 'none', 2), map());
