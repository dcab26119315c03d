-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- The first tables. Common to all of them:
--   * The sort key holds only values known from the first sighting on, so that a newer version of a row replaces the
--     older one instead of standing beside it. Read with FINAL.
--   * One partition per day (UTC) of a time that is part of that first sighting; old days are dropped whole (TTL).
--   * Times are UTC with microseconds. Columns that end in _ms are milliseconds, in _percent 0 to 100.
--   * A NULL means "not known" or "did not happen"; the comment says which.

CREATE TABLE IF NOT EXISTS calls
(
    call_key         String                              COMMENT 'Name of the call: 26 characters of lower-case Crockford base32 over the first 128 bits of SHA-256(Call-ID)',
    version          UInt64                              COMMENT 'Counts the changes of this call from 1; the highest wins',
    call_id          String                              COMMENT 'Call-ID as on the wire',
    from_uri         String                              COMMENT 'URI of From',
    to_uri           String                              COMMENT 'URI of To',
    from_user        String                              COMMENT 'User part of From: the caller''s number or name',
    to_user          String                              COMMENT 'User part of To: the number or name called',
    caller           String                              COMMENT 'ip:port that sent the first INVITE',
    callee           String                              COMMENT 'ip:port that the first INVITE went to',
    caller_ip        LowCardinality(String)              MATERIALIZED replaceRegexpOne(caller, '^\\[?([^\\]]*?)\\]?:[0-9]+$', '\\1') COMMENT 'Address of caller without brackets and port',
    callee_ip        LowCardinality(String)              MATERIALIZED replaceRegexpOne(callee, '^\\[?([^\\]]*?)\\]?:[0-9]+$', '\\1') COMMENT 'Address of callee without brackets and port',
    probes           Array(LowCardinality(String))       COMMENT 'Probes that saw its messages',
    user_agent       LowCardinality(String)              COMMENT 'User-Agent of the caller; empty when it sent none',
    state            LowCardinality(String)              COMMENT 'answered, busy, noAnswer, cancelled, failed, redirected or incomplete',
    ended            Bool                                COMMENT 'True once nothing more is expected of the call',
    final_status     Nullable(UInt16)                    COMMENT 'Status code of the final response to the INVITE; NULL when none came',
    start_time       DateTime64(6, 'UTC')                COMMENT 'First INVITE seen, UTC',
    ring_time        Nullable(DateTime64(6, 'UTC'))      COMMENT 'First 180 or 183, UTC; NULL when it never rang',
    answer_time      Nullable(DateTime64(6, 'UTC'))      COMMENT 'First 2xx to the INVITE, UTC; NULL when not answered',
    end_time         Nullable(DateTime64(6, 'UTC'))      COMMENT 'End of the call, UTC; NULL while it lasts',
    ended_by         LowCardinality(Nullable(String))    COMMENT 'bye, cancel, failure, timeout or capture-end; NULL while it lasts',
    bye_from         LowCardinality(Nullable(String))    COMMENT 'caller or callee: who hung up; NULL when there was no BYE',
    setup_ms         Nullable(Float64)                   COMMENT 'First INVITE to the first 180, 183 or final response, ms (post-dial delay); NULL when none came',
    duration_ms      Nullable(Float64)                   COMMENT 'Answer to end, ms; NULL when not answered or not ended',
    messages         UInt32                              COMMENT 'Distinct SIP messages: retransmissions and further hops not counted',
    retransmissions  UInt32                              COMMENT 'Retransmitted SIP messages',
    forks            UInt32                              COMMENT 'Branches seen, by To-tags in responses to the INVITE; 1 when not forked',
    holds            UInt32                              COMMENT 'Times the call was put on hold',
    reason           String                              COMMENT 'Reason header of the message that ended it; empty when there was none',
    mos_lq           Nullable(Float64)                   COMMENT 'Lowest MOS-LQ (1 to 5) of its scored audio streams; NULL when none is scored',
    loss_percent_max Nullable(Float64)                   COMMENT 'Highest packet loss of its streams, percent of expected packets; NULL without streams',
    jitter_max_ms    Nullable(Float64)                   COMMENT 'Highest mean jitter of its streams, ms; NULL without streams',
    rtt_ms           Nullable(Float64)                   COMMENT 'Round trip between the parties from RTCP, ms; NULL when not measured',
    one_way          Bool                                COMMENT 'Answered, and media seen in one direction only though both were to send',
    codecs           Array(LowCardinality(String))       COMMENT 'Encoding names of its audio streams',
    streams          Array(String)                       COMMENT 'Ids of its streams, by start',

    INDEX by_call_key  call_key  TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_call_id   call_id   TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_from_user from_user TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_to_user   to_user   TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (start_time, call_key)
TTL toDateTime(start_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per call (one Call-ID); the highest version is its state. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS call_links
(
    call_key        String                 COMMENT 'Name of the earlier call',
    linked_call_key String                 COMMENT 'Name of the later call that belongs to it',
    version         UInt64                 COMMENT 'The highest wins',
    call_id         String                 COMMENT 'Call-ID of the earlier call',
    linked_call_id  String                 COMMENT 'Call-ID of the later call',
    reason          LowCardinality(String) COMMENT 'Evidence: a header name, media or numbers',
    confidence      Float64                COMMENT 'How sure the link is, 0 to 1',
    time            DateTime64(6, 'UTC')   COMMENT 'Start of the later call, UTC',

    INDEX by_linked_call_key linked_call_key TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(time)
ORDER BY (call_key, linked_call_key, reason)
TTL toDateTime(time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per pair of calls that are legs of one conversation, and reason why. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS sip_messages
(
    call_key        String                      COMMENT 'Name of the call, from the Call-ID as in calls',
    time            DateTime64(6, 'UTC')        COMMENT 'Capture time of the packet that completed the message, UTC',
    probe           LowCardinality(String)      COMMENT 'Probe that saw it',
    boot            Int64                       COMMENT 'Start of the probe process, microseconds since 1970',
    sequence        Int64                       COMMENT 'Number of the event since boot; with probe and boot it names the message sighting',
    call_id         String                      COMMENT 'Call-ID as on the wire; empty when the message had none',
    frame           UInt64                      COMMENT 'Packet number in the capture, from 1; 0 when there is none',
    transport       LowCardinality(String)      COMMENT 'UDP, TCP, TLS, SCTP, WS or WSS',
    src             String                      COMMENT 'ip:port it came from, [ip]:port for IPv6',
    dst             String                      COMMENT 'ip:port it went to, [ip]:port for IPv6',
    method          LowCardinality(String)      COMMENT 'Request method, or the CSeq method of a response',
    request_uri     Nullable(String)            COMMENT 'Request-URI; NULL in a response',
    status          Nullable(UInt16)            COMMENT 'Status code 100 to 699; NULL in a request',
    reason_phrase   Nullable(String)            COMMENT 'Reason phrase of the status line; NULL in a request',
    cseq            Int64                       COMMENT 'CSeq number; -1 when absent or not a number',
    from_user       String                      COMMENT 'User part of From',
    to_user         String                      COMMENT 'User part of To',
    from_tag        String                      COMMENT 'Tag of From; empty when there is none',
    to_tag          String                      COMMENT 'Tag of To; empty when there is none',
    via_branch      String                      COMMENT 'Branch of the topmost Via',
    user_agent      LowCardinality(String)      COMMENT 'User-Agent, else Server; empty when absent',
    has_sdp         Bool                        COMMENT 'True when the body is a session description',
    raw             String                      COMMENT 'The redacted message, cut at 64 KiB' CODEC(ZSTD(3)),
    anomalies       Array(LowCardinality(String)) COMMENT 'What was odd about the message, by name',

    INDEX by_call_id call_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (call_key, time, probe, boot, sequence)
TTL toDateTime(time) + INTERVAL 7 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per SIP message as seen on one hop, secrets redacted. Kept 7 days by default';

CREATE TABLE IF NOT EXISTS streams
(
    id                    String                           COMMENT 'Stream id: 26 characters over probe, endpoints, SSRC and start',
    version               UInt64                           COMMENT 'Counts the changes of this stream; the highest wins',
    probe                 LowCardinality(String)           COMMENT 'Probe that saw it',
    src                   String                           COMMENT 'ip:port that sends, [ip]:port for IPv6',
    dst                   String                           COMMENT 'ip:port that receives, [ip]:port for IPv6',
    ssrc                  String                           COMMENT 'SSRC as 0x and eight lower-case hex digits',
    payload_types         Array(UInt8)                     COMMENT 'RTP payload types seen, most packets first',
    codec                 LowCardinality(Nullable(String)) COMMENT 'Encoding name; NULL when not known',
    clock_rate            UInt32                           COMMENT 'RTP clock rate, Hz; 0 when unknown',
    ptime_ms              Float64                          COMMENT 'Packetisation time measured, ms; 0 when unknown',
    start_time            DateTime64(6, 'UTC')             COMMENT 'Arrival of the first packet, UTC',
    end_time              DateTime64(6, 'UTC')             COMMENT 'Arrival of the last packet so far, UTC',
    ended                 Bool                             COMMENT 'True once nothing more is expected of the stream',
    packets               UInt64                           COMMENT 'Packets received, duplicates included',
    expected              UInt64                           COMMENT 'Packets expected by sequence numbers (RFC 3550 A.3)',
    lost                  UInt64                           COMMENT 'Packets expected and never seen',
    loss_percent          Float64                          COMMENT 'Lost, percent of expected packets',
    duplicates            UInt64                           COMMENT 'Duplicate packets',
    out_of_order          UInt64                           COMMENT 'Packets that arrived after one with a higher sequence number',
    jitter_mean_ms        Float64                          COMMENT 'Mean of RFC 3550 A.8 jitter, ms',
    jitter_max_ms         Float64                          COMMENT 'Maximum of RFC 3550 A.8 jitter, ms',
    delta_max_ms          Float64                          COMMENT 'Largest gap between two packets, ms',
    burst_loss_percent    Float64                          COMMENT 'Share of the loss that lies in bursts, percent',
    burst_ratio           Float64                          COMMENT 'BurstR of G.107, at least 1, no unit',
    discard_percent       Float64                          COMMENT 'Packets a 50 ms fixed playout buffer discards, percent of expected',
    r_factor              Nullable(Float64)                COMMENT 'E-model rating R on the scale named; NULL when not scored',
    mos_lq                Nullable(Float64)                COMMENT 'Listening quality, MOS 1 to 5; NULL when not scored',
    mos_cq                Nullable(Float64)                COMMENT 'Conversational quality, MOS 1 to 5; NULL unless the delay was measured',
    scale                 LowCardinality(String)           COMMENT 'NB, WB or FB: the scale of R and MOS; empty when not scored',
    score_note            String                           COMMENT 'Why there is no score, or what was estimated',
    rtt_ms                Nullable(Float64)                COMMENT 'Round trip from RTCP, ms; NULL when not measured',
    dscp                  Array(UInt8)                     COMMENT 'DSCP values seen',
    encrypted             Bool                             COMMENT 'SRTP by SDP or by its look',
    capture_suspect       Bool                             COMMENT 'The probe dropped packets meanwhile: loss is an upper bound',
    rtcp_sr               UInt64                           COMMENT 'RTCP sender reports sent by its source',
    rtcp_rr               UInt64                           COMMENT 'RTCP report blocks about it',
    rtcp_xr               UInt64                           COMMENT 'RTCP XR blocks about it',
    reported_loss_percent Nullable(Float64)                COMMENT 'Loss as its receiver reported it, percent; NULL without reports',
    call_ids              Array(String)                    COMMENT 'Call-IDs of the calls it belongs to; empty for an orphan',
    binding               LowCardinality(String)           COMMENT 'How it was bound: exact, oneSide, ice, ambiguous or unbound',

    INDEX by_id       id       TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_call_ids call_ids TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (start_time, id)
TTL toDateTime(start_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per RTP stream: one SSRC in one direction between two endpoints. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS stream_intervals
(
    stream_id       String                           COMMENT 'Stream id as in streams',
    start_time      DateTime64(6, 'UTC')             COMMENT 'Start of the interval, UTC',
    end_time        DateTime64(6, 'UTC')             COMMENT 'End of the interval (exclusive), UTC',
    version         UInt64                           COMMENT 'The highest wins; rises when the stream is bound later',
    call_keys       Array(String)                    COMMENT 'Names of the calls it belongs to; empty for an orphan',
    call_ids        Array(String)                    COMMENT 'Call-IDs of these calls',
    probe           LowCardinality(String)           COMMENT 'Probe that saw it',
    src             String                           COMMENT 'ip:port that sends',
    dst             String                           COMMENT 'ip:port that receives',
    codec           LowCardinality(Nullable(String)) COMMENT 'Encoding name; NULL when not known',
    last            Bool                             COMMENT 'The stream ended with this interval',
    packets         UInt64                           COMMENT 'Packets received, duplicates included',
    expected        UInt64                           COMMENT 'Packets expected by sequence numbers',
    lost            Int64                            COMMENT 'Packets lost; negative when packets of the interval before came late',
    loss_percent    Float64                          COMMENT 'Lost, percent of expected packets',
    jitter_mean_ms  Float64                          COMMENT 'Mean of RFC 3550 A.8 jitter, ms',
    jitter_max_ms   Float64                          COMMENT 'Maximum of RFC 3550 A.8 jitter, ms',
    discarded       UInt64                           COMMENT 'Packets that a 50 ms fixed playout buffer discards',
    mos_lq          Nullable(Float64)                COMMENT 'Listening quality, MOS 1 to 5; NULL when not scored',
    rtt_ms          Nullable(Float64)                COMMENT 'Round trip from RTCP, ms; NULL when not measured',
    capture_suspect Bool                             COMMENT 'The probe dropped packets in this interval: loss is an upper bound',

    INDEX by_call_keys call_keys TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (stream_id, start_time)
TTL toDateTime(start_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per stream and report interval, with its score: what charts draw. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS rtcp_reports
(
    stream_id        String                 COMMENT 'The stream spoken of; empty when the probe saw no such stream',
    time             DateTime64(6, 'UTC')   COMMENT 'Capture time of the RTCP packet, UTC',
    probe            LowCardinality(String) COMMENT 'Probe that saw it',
    boot             Int64                  COMMENT 'Start of the probe process, microseconds since 1970',
    sequence         Int64                  COMMENT 'Number of the event since boot',
    src              String                 COMMENT 'ip:port the RTCP packet came from',
    dst              String                 COMMENT 'ip:port the RTCP packet went to',
    reporter_ssrc    String                 COMMENT 'SSRC of the reporter, as 0x and eight hex digits',
    subject_ssrc     String                 COMMENT 'SSRC spoken of, as 0x and eight hex digits',
    kind             LowCardinality(String) COMMENT 'senderReport, reportBlock, xr or bye',
    sender_packets   Nullable(UInt64)       COMMENT 'Packets sent so far (SR); NULL otherwise',
    sender_octets    Nullable(UInt64)       COMMENT 'Payload octets sent so far (SR); NULL otherwise',
    fraction_lost    Nullable(Float64)      COMMENT 'Loss since the report before, 0 to 1; NULL when not reported',
    cumulative_lost  Nullable(Int32)        COMMENT 'Packets lost so far, may be negative (RFC 3550 6.4.1); NULL when not reported',
    highest_sequence Nullable(UInt64)       COMMENT 'Extended highest sequence number received; NULL when not reported',
    jitter_ms        Nullable(Float64)      COMMENT 'Jitter as reported, ms by the subject''s clock; NULL when not reported or the clock is unknown',
    rtt_ms           Nullable(Float64)      COMMENT 'Round trip between the probe and the reporter (LSR and DLSR), ms; NULL when not measured'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (stream_id, time, probe, boot, sequence)
TTL toDateTime(time) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per RTCP compound and stream it speaks of. Kept 30 days by default';

CREATE TABLE IF NOT EXISTS endpoint_reports
(
    stream_id                String                 COMMENT 'The stream spoken of; empty when the probe saw no such stream',
    time                     DateTime64(6, 'UTC')   COMMENT 'Capture time of the report, UTC',
    probe                    LowCardinality(String) COMMENT 'Probe that saw it',
    boot                     Int64                  COMMENT 'Start of the probe process, microseconds since 1970',
    sequence                 Int64                  COMMENT 'Number of the event since boot',
    call_id                  String                 COMMENT 'Call-ID the report names (RFC 6035); empty in RTCP XR',
    kind                     LowCardinality(String) COMMENT 'rtcpXr (RFC 3611 4.7) or sipPublish (RFC 6035)',
    src                      String                 COMMENT 'ip:port of the reporter',
    dst                      String                 COMMENT 'ip:port the report went to',
    reporter_ssrc            String                 COMMENT 'SSRC of the reporter, as 0x and eight hex digits; empty when not given',
    subject_ssrc             String                 COMMENT 'SSRC spoken of, as 0x and eight hex digits; empty when not given',
    loss_percent             Float64                COMMENT 'Loss in the network, percent',
    discard_percent          Float64                COMMENT 'Packets discarded by the device''s playout buffer, percent',
    burst_density_percent    Float64                COMMENT 'Loss and discard within bursts, percent',
    gap_density_percent      Float64                COMMENT 'Loss and discard within gaps, percent',
    burst_duration_ms        UInt32                 COMMENT 'Mean length of bursts, ms',
    gap_duration_ms          UInt32                 COMMENT 'Mean length of gaps, ms',
    round_trip_delay_ms      UInt32                 COMMENT 'Round trip between the RTP interfaces, ms; 0 when not known',
    end_system_delay_ms      UInt32                 COMMENT 'Delay inside the device, ms; 0 when not known',
    r_factor                 Nullable(Float64)      COMMENT 'R factor of the device; NULL when unavailable',
    mos_lq                   Nullable(Float64)      COMMENT 'MOS-LQ of the device, 1 to 5; NULL when unavailable',
    mos_cq                   Nullable(Float64)      COMMENT 'MOS-CQ of the device, 1 to 5; NULL when unavailable',
    jitter_buffer_nominal_ms UInt32                 COMMENT 'Nominal delay of the playout buffer, ms',
    jitter_buffer_maximum_ms UInt32                 COMMENT 'Maximum delay of the playout buffer, ms'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (stream_id, time, probe, boot, sequence)
TTL toDateTime(time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per quality report made by a device itself. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS transactions
(
    transaction_key String                 COMMENT 'Name of the transaction: 26 characters over Call-ID, CSeq, method and From-tag',
    version         UInt64                 COMMENT 'Counts the changes of this transaction; the highest wins',
    method          LowCardinality(String) COMMENT 'OPTIONS, SUBSCRIBE, NOTIFY, PUBLISH, MESSAGE, REGISTER, ...',
    call_id         String                 COMMENT 'Call-ID as on the wire',
    cseq            Int64                  COMMENT 'CSeq number; -1 when absent',
    from_uri        String                 COMMENT 'URI of From',
    to_uri          String                 COMMENT 'URI of To',
    from_user       String                 COMMENT 'User part of From',
    to_user         String                 COMMENT 'User part of To',
    src             String                 COMMENT 'ip:port of the request''s sender',
    dst             String                 COMMENT 'ip:port the request went to',
    probe           LowCardinality(String) COMMENT 'Probe that saw it',
    start_time      DateTime64(6, 'UTC')   COMMENT 'First request seen, UTC',
    status          Nullable(UInt16)       COMMENT 'Final status code; NULL when none came',
    response_ms     Nullable(Float64)      COMMENT 'Request to final response, ms; NULL when none came',
    messages        UInt32                 COMMENT 'Distinct messages',
    retransmissions UInt32                 COMMENT 'Retransmitted messages',
    contact_uri     String                 COMMENT 'URI of Contact; empty when absent',
    expires_seconds Nullable(Int64)        COMMENT 'Expires, s; NULL when absent',
    user_agent      LowCardinality(String) COMMENT 'User-Agent; empty when absent',

    INDEX by_call_id   call_id   TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_from_user from_user TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_to_user   to_user   TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (start_time, transaction_key)
TTL toDateTime(start_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per SIP transaction outside calls. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS registrations
(
    transaction_key String                 COMMENT 'Name of the REGISTER transaction, as in transactions',
    version         UInt64                 COMMENT 'Counts the changes; the highest wins',
    aor             String                 COMMENT 'Address of record: URI of To',
    user            String                 COMMENT 'User part of the address of record',
    contact_uri     String                 COMMENT 'URI of Contact; empty when the request only asked',
    expires_seconds Nullable(Int64)        COMMENT 'Lifetime, s; 0 removes the binding; NULL when not said',
    call_id         String                 COMMENT 'Call-ID as on the wire',
    src             String                 COMMENT 'ip:port of the device',
    dst             String                 COMMENT 'ip:port of the registrar',
    probe           LowCardinality(String) COMMENT 'Probe that saw it',
    start_time      DateTime64(6, 'UTC')   COMMENT 'First request seen, UTC',
    status          Nullable(UInt16)       COMMENT 'Final status code; NULL when none came',
    response_ms     Nullable(Float64)      COMMENT 'Request to final response, ms; NULL when none came',
    user_agent      LowCardinality(String) COMMENT 'User-Agent; empty when absent',

    INDEX by_user user TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (start_time, transaction_key)
TTL toDateTime(start_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per REGISTER transaction: who registered what, and whether it worked. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS alerts
(
    alert_id    String                              COMMENT 'Name of the alert over rule, subject and start; firing and resolved share it',
    version     UInt64                              COMMENT 'Event time of the transition, microseconds since 1970; the highest wins',
    rule        LowCardinality(String)              COMMENT 'Rule that made it',
    subject     String                              COMMENT 'What it holds for, such as stream:ID',
    status      LowCardinality(String)              COMMENT 'firing or resolved',
    severity    LowCardinality(String)              COMMENT 'info, warning, error or critical',
    starts_at   DateTime64(6, 'UTC')                COMMENT 'First breaching point, UTC',
    ends_at     Nullable(DateTime64(6, 'UTC'))      COMMENT 'When it ceased to hold, UTC; NULL while firing',
    time        DateTime64(6, 'UTC')                COMMENT 'Event time of the transition, UTC',
    metric      LowCardinality(String)              COMMENT 'Metric watched',
    value       Float64                             COMMENT 'Value at the transition, in the metric''s unit',
    threshold   Float64                             COMMENT 'Threshold of the rule, in the metric''s unit',
    labels      Map(LowCardinality(String), String) COMMENT 'Labels of rule and subject',
    annotations Map(LowCardinality(String), String) COMMENT 'Texts for people',
    call_ids    Array(String)                       COMMENT 'Call-IDs: the evidence'
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(starts_at)
ORDER BY (starts_at, alert_id)
TTL toDateTime(starts_at) + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per alert, from firing to resolved. Kept 400 days by default';

CREATE TABLE IF NOT EXISTS deliveries
(
    delivery_id   String                         COMMENT 'Name of the delivery: one transition of one alert to one webhook',
    version       UInt64                         COMMENT 'Counts the attempts; the highest wins',
    alert_id      String                         COMMENT 'Alert delivered',
    webhook       LowCardinality(String)         COMMENT 'Name of the webhook',
    alert_status  LowCardinality(String)         COMMENT 'firing or resolved: the transition delivered',
    outcome       LowCardinality(String)         COMMENT 'pending, delivered or dead',
    attempts      UInt32                         COMMENT 'Requests sent so far',
    http_status   Nullable(UInt16)               COMMENT 'Status code of the last answer; NULL when there was none',
    error         String                         COMMENT 'What went wrong last; empty when nothing did',
    created_time  DateTime64(6, 'UTC')           COMMENT 'When the delivery was ordered, UTC',
    updated_time  DateTime64(6, 'UTC')           COMMENT 'When this version was written, UTC',

    INDEX by_alert_id alert_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMMDD(created_time)
ORDER BY (created_time, delivery_id)
TTL toDateTime(created_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per webhook delivery with its last outcome. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS probe_health
(
    probe             LowCardinality(String)              COMMENT 'Probe id',
    time              DateTime64(6, 'UTC')                COMMENT 'End of the account, UTC',
    boot              Int64                               COMMENT 'Start of the probe process, microseconds since 1970',
    sequence          Int64                               COMMENT 'Number of the event since boot',
    start_time        DateTime64(6, 'UTC')                COMMENT 'Start of the account, UTC',
    end_of_capture    Bool                                COMMENT 'The capture ended with this account',
    packets_read      UInt64                              COMMENT 'Packets read in this time',
    fates             Map(LowCardinality(String), UInt64) COMMENT 'Packets by fate; the values sum to packets_read',
    errors            Map(LowCardinality(String), UInt64) COMMENT 'Decode errors by layer:reason',
    kernel_dropped    UInt64                              COMMENT 'Packets the kernel dropped for want of room',
    interface_dropped UInt64                              COMMENT 'Packets the interface dropped',
    events_published  UInt64                              COMMENT 'Events handed to Kafka and acknowledged',
    events_dropped    UInt64                              COMMENT 'Events given up',
    streams_active    UInt32                              COMMENT 'Streams tracked at the end of the account',
    streams_evicted   UInt64                              COMMENT 'Streams forgotten for want of room'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (probe, time, boot, sequence)
TTL toDateTime(time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per probe and account of about ten seconds: every packet has one fate. Kept 90 days by default';

CREATE TABLE IF NOT EXISTS call_minutes
(
    minute             DateTime64(6, 'UTC')   COMMENT 'Minute in which the calls started, UTC',
    peer               LowCardinality(String) COMMENT 'Address that the first INVITE went to, without port',
    version            UInt64                 COMMENT 'Rises with each recount of the minute; the highest wins',
    calls              UInt64                 COMMENT 'Calls started',
    answered           UInt64                 COMMENT 'Calls by state: answered',
    busy               UInt64                 COMMENT 'Calls by state: busy',
    no_answer          UInt64                 COMMENT 'Calls by state: noAnswer',
    cancelled          UInt64                 COMMENT 'Calls by state: cancelled',
    failed             UInt64                 COMMENT 'Calls by state: failed',
    redirected         UInt64                 COMMENT 'Calls by state: redirected',
    incomplete         UInt64                 COMMENT 'Calls by state: incomplete',
    setup_calls        UInt64                 COMMENT 'Calls with a known setup time',
    setup_ms_sum       Float64                COMMENT 'Sum of their setup times, ms',
    duration_ms_sum    Float64                COMMENT 'Sum of the durations of answered calls that ended, ms',
    scored_calls       UInt64                 COMMENT 'Calls with a MOS',
    mos_lq_sum         Float64                COMMENT 'Sum of their MOS-LQ; mean = sum / scored_calls',
    mos_lq_min         Nullable(Float64)      COMMENT 'Lowest MOS-LQ; NULL when no call is scored',
    poor_calls         UInt64                 COMMENT 'Scored calls with a MOS-LQ under 3.6 (some users dissatisfied, G.107)',
    lossy_calls        UInt64                 COMMENT 'Calls with a stream that lost more than 3 percent',
    one_way_calls      UInt64                 COMMENT 'Calls with media in one direction only'
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(minute)
ORDER BY (minute, peer)
TTL toDateTime(minute) + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'Calls by minute of their start and peer: recounted rows that replace each other, never sums of re-sent rows. Kept 400 days by default';
