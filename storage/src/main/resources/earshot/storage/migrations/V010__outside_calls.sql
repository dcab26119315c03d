-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- SIP beyond calls as it stands: bindings instead of single REGISTER transactions (those are rows of transactions
-- anyway), subscriptions and publications, availability of peers, refused credentials.

CREATE TABLE IF NOT EXISTS bindings
(
    registration_key        String                         COMMENT 'Name of the place among the bindings of the address of record',
    version                 UInt64                         COMMENT 'Grows with each change; the highest wins',
    aor                     String                         COMMENT 'Address of record: URI of To, scheme and host in lower case, without the default port',
    user                    String                         COMMENT 'User part of the address of record',
    contact_uri             String                         COMMENT 'URI of Contact without parameters',
    instance                LowCardinality(String)         COMMENT 'Four hex digits over +sip.instance, to tell the devices of a user apart; empty when absent',
    reg_id                  Nullable(Int32)                COMMENT 'reg-id of RFC 5626; NULL when absent',
    q                       Nullable(Float64)              COMMENT 'Preference, 0 to 1; NULL when absent',
    path                    String                         COMMENT 'Path of RFC 3327; empty when absent',
    gruu                    Bool                           COMMENT 'The registrar gave a public GRUU (RFC 5627)',
    state                   LowCardinality(String)         COMMENT 'registered, expired, deregistered; failed or challenged when it was never bound',
    src                     String                         COMMENT 'ip:port of the device, as its packets come from',
    dst                     String                         COMMENT 'ip:port that it registers at',
    transport               LowCardinality(String)         COMMENT 'UDP, TCP, TLS, SCTP, WS or WSS',
    behind_nat              Nullable(Bool)                 COMMENT 'Whether an address translator sits before the device; NULL when it cannot be told',
    nat_signs               Array(LowCardinality(String))  COMMENT 'What differs from the packets source: sentBy, port, received, contact',
    probe                   LowCardinality(String)         COMMENT 'Probe that saw it',
    call_id                 String                         COMMENT 'Call-ID of the last attempt',
    user_agent              LowCardinality(String)         COMMENT 'User-Agent; empty when absent',
    start_time              DateTime64(6, 'UTC')           COMMENT 'First request of this run, UTC',
    changed_time            DateTime64(6, 'UTC')           COMMENT 'Last answer, or the expiry, UTC',
    registered_time         Nullable(DateTime64(6, 'UTC')) COMMENT 'When it came into force, UTC; NULL when never',
    refreshed_time          Nullable(DateTime64(6, 'UTC')) COMMENT 'Last successful REGISTER, UTC; NULL when none',
    expires_time            Nullable(DateTime64(6, 'UTC')) COMMENT 'When it ends without a refresh, UTC; NULL when not said',
    ended_time              Nullable(DateTime64(6, 'UTC')) COMMENT 'When it ended, UTC; NULL while it lasts or never was',
    expires_asked_seconds   Nullable(Int64)                COMMENT 'Lifetime asked for, s; NULL when not said',
    expires_granted_seconds Nullable(Int64)                COMMENT 'Lifetime granted, s; NULL when not said',
    attempts                UInt32                         COMMENT 'REGISTER transactions, challenged ones included',
    refreshes               UInt32                         COMMENT 'Successful REGISTERs while it was in force',
    refresh_min_seconds     Nullable(Float64)              COMMENT 'Shortest time between two of them, s; NULL when none',
    refresh_mean_seconds    Nullable(Float64)              COMMENT 'Mean time between two of them, s; NULL when none',
    refresh_max_seconds     Nullable(Float64)              COMMENT 'Longest time between two of them, s; NULL when none',
    challenges              UInt32                         COMMENT 'Rounds of 401 and 407, which are no failures',
    failures                UInt32                         COMMENT 'Attempts that failed or were refused',
    consecutive_failures    UInt32                         COMMENT 'Of these, since the last success',
    last_failure_status     Nullable(UInt16)               COMMENT 'Status code of the last failure; NULL when nobody answered or none failed',
    last_failure            String                         COMMENT 'The last failure in words; empty when none failed',
    last_failure_time       Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was, UTC; NULL when none failed',
    response_ms             Nullable(Float64)              COMMENT 'Request to answer of the last success, ms; NULL when not seen',
    retransmissions         UInt32                         COMMENT 'Requests sent again'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY registration_key
TTL toDateTime(changed_time) + INTERVAL 90 DAY
COMMENT 'One row per binding of an address of record, as it stands; at most 16 of one. Kept 90 days after its last change by default';

CREATE TABLE IF NOT EXISTS subscriptions
(
    subscription_key        String                         COMMENT 'Name of the subscription or publication',
    version                 UInt64                         COMMENT 'Grows with each change; the highest wins',
    kind                    LowCardinality(String)         COMMENT 'subscription or publication',
    event                   LowCardinality(String)         COMMENT 'Event package, with its id if it has one',
    state                   LowCardinality(String)         COMMENT 'pending, active, terminated, expired or failed',
    from_uri                String                         COMMENT 'URI of the subscriber or publisher',
    from_user               String                         COMMENT 'Its user part',
    to_uri                  String                         COMMENT 'URI subscribed to, or whose state is published',
    to_user                 String                         COMMENT 'Its user part',
    src                     String                         COMMENT 'ip:port of the subscriber or publisher',
    dst                     String                         COMMENT 'ip:port that the request went to',
    transport               LowCardinality(String)         COMMENT 'UDP, TCP, TLS, SCTP, WS or WSS',
    probe                   LowCardinality(String)         COMMENT 'Probe that saw it',
    call_id                 String                         COMMENT 'Call-ID of the last request',
    user_agent              LowCardinality(String)         COMMENT 'User-Agent; empty when absent',
    start_time              DateTime64(6, 'UTC')           COMMENT 'First request seen, UTC',
    changed_time            DateTime64(6, 'UTC')           COMMENT 'Last change, UTC',
    active_time             Nullable(DateTime64(6, 'UTC')) COMMENT 'When it became active, UTC; NULL when never',
    refreshed_time          Nullable(DateTime64(6, 'UTC')) COMMENT 'Last successful refresh, UTC; NULL when none',
    expires_time            Nullable(DateTime64(6, 'UTC')) COMMENT 'When it ends without a refresh, UTC; NULL when not said',
    ended_time              Nullable(DateTime64(6, 'UTC')) COMMENT 'When it ended, UTC; NULL while it lasts',
    expires_asked_seconds   Nullable(Int64)                COMMENT 'Lifetime asked for, s; NULL when not said',
    expires_granted_seconds Nullable(Int64)                COMMENT 'Lifetime granted, s; NULL when not said',
    refreshes               UInt32                         COMMENT 'Successful refreshes',
    notifications           UInt32                         COMMENT 'NOTIFYs seen; of a publication, states published',
    last_notification_time  Nullable(DateTime64(6, 'UTC')) COMMENT 'The last of them, UTC; NULL when none',
    failures                UInt32                         COMMENT 'Requests that failed, NOTIFYs among them',
    last_failure_status     Nullable(UInt16)               COMMENT 'Status code of the last failure; NULL when nobody answered or none failed',
    last_failure            String                         COMMENT 'The last failure in words; empty when none failed',
    terminated_reason       LowCardinality(String)         COMMENT 'reason of Subscription-State, or unsubscribed, polled, removed; empty otherwise',
    response_ms             Nullable(Float64)              COMMENT 'Request to answer of the last success, ms; NULL when not seen'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY subscription_key
TTL toDateTime(changed_time) + INTERVAL 90 DAY
COMMENT 'One row per subscription (RFC 6665) and publication (RFC 3903), as it stands. Kept 90 days after its last change by default';

CREATE TABLE IF NOT EXISTS peer_availability
(
    peer_key               String                         COMMENT 'Name of the two addresses',
    version                UInt64                         COMMENT 'Grows with each change; the highest wins',
    src                    String                         COMMENT 'IP address that asks',
    peer                   String                         COMMENT 'IP address that is asked',
    port                   UInt16                         COMMENT 'Port that was asked last',
    transport              LowCardinality(String)         COMMENT 'UDP, TCP, TLS, SCTP, WS or WSS',
    probe                  LowCardinality(String)         COMMENT 'Probe that saw it',
    state                  LowCardinality(String)         COMMENT 'up, down, or unknown before any OPTIONS was decided',
    since_time             Nullable(DateTime64(6, 'UTC')) COMMENT 'Since when, UTC; NULL when unknown',
    start_time             DateTime64(6, 'UTC')           COMMENT 'First message counted, UTC',
    last_time              DateTime64(6, 'UTC')           COMMENT 'Last message counted, UTC',
    pings                  UInt32                         COMMENT 'OPTIONS requests; retransmissions do not count',
    answered               UInt32                         COMMENT 'Of these answered, whatever the answer',
    refused                UInt32                         COMMENT 'Of these answered with 408 or 503',
    timeouts               UInt32                         COMMENT 'Of these not answered within 40 s',
    last_status            Nullable(UInt16)               COMMENT 'Status code of the last OPTIONS; NULL when nobody answered',
    response_ms            Nullable(Float64)              COMMENT 'Request to answer of the last one answered, ms; NULL when none was',
    response_min_ms        Nullable(Float64)              COMMENT 'Least of all, ms; NULL when none was answered',
    response_mean_ms       Nullable(Float64)              COMMENT 'Mean of all, ms; NULL when none was answered',
    response_max_ms        Nullable(Float64)              COMMENT 'Greatest of all, ms; NULL when none was answered',
    transitions            UInt32                         COMMENT 'Changes between up and down',
    recent_transitions     Array(String)                  COMMENT 'The last 16 of them, oldest first: time in UTC, and up or down',
    oversized              UInt32                         COMMENT 'Requests above 1300 octets by UDP (RFC 3261 18.1.1)',
    fragmented             UInt32                         COMMENT 'SIP messages that came in IP fragments',
    octets_max             Nullable(UInt32)               COMMENT 'The largest of either, octets; NULL when there was none',
    fragments_max          Nullable(UInt32)               COMMENT 'Most fragments of one message; NULL when none was fragmented',
    too_large              UInt32                         COMMENT '513 responses',
    flow_failed            UInt32                         COMMENT '430 responses (RFC 5626)',
    last_oversized_time    Nullable(DateTime64(6, 'UTC')) COMMENT 'The last of all these, UTC; NULL when there was none',
    last_oversized_method  LowCardinality(String)         COMMENT 'Its method; empty when there was none',
    last_oversized_call_id String                         COMMENT 'Its Call-ID; empty when there was none'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY peer_key
TTL toDateTime(last_time) + INTERVAL 90 DAY
COMMENT 'One row per pair of addresses of which one sends OPTIONS, or messages too large for UDP, to the other. Kept 90 days after the last by default';

CREATE TABLE IF NOT EXISTS authentication_failures
(
    authentication_key   String                 COMMENT 'Name of the user and the address',
    version              UInt64                 COMMENT 'Grows with each change; the highest wins',
    aor                  String                 COMMENT 'URI of From, scheme and host in lower case, without the default port',
    user                 String                 COMMENT 'User part of From',
    credentials_user     String                 COMMENT 'User name in the last credentials',
    src                  String                 COMMENT 'IP address that sent the credentials',
    dst                  String                 COMMENT 'ip:port that they went to',
    probe                LowCardinality(String) COMMENT 'Probe that saw it',
    user_agent           LowCardinality(String) COMMENT 'User-Agent; empty when absent',
    methods              Array(LowCardinality(String)) COMMENT 'Methods of the refused requests',
    start_time           DateTime64(6, 'UTC')   COMMENT 'First request with credentials, UTC',
    last_time            DateTime64(6, 'UTC')   COMMENT 'Last judgement on credentials, UTC',
    attempts             UInt32                 COMMENT 'Requests with credentials that were judged',
    accepted             UInt32                 COMMENT 'Of these accepted',
    failures             UInt32                 COMMENT 'Of these refused: 403, or challenged once more',
    consecutive_failures UInt32                 COMMENT 'Of these, since the last accepted one',
    last_status          UInt16                 COMMENT 'Status code of the last refusal',
    last_failure_time    DateTime64(6, 'UTC')   COMMENT 'When it was, UTC'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY authentication_key
TTL toDateTime(last_time) + INTERVAL 90 DAY
COMMENT 'One row per user and address whose credentials were refused. Kept 90 days after the last by default';

DROP TABLE IF EXISTS registrations;
