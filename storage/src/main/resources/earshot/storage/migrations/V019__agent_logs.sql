-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- What HEP agents logged of calls, where a probe is told to keep it.

CREATE TABLE IF NOT EXISTS agent_logs
(
    call_key        String                      COMMENT 'Name of the call, from the Call-ID as in calls',
    time            DateTime64(6, 'UTC')        COMMENT 'When the agent says that it logged the line, held near the arrival, UTC',
    probe           LowCardinality(String)      COMMENT 'Probe that the line was sent to, and behind a slash the agent',
    boot            Int64                       COMMENT 'Start of the probe process, microseconds since 1970',
    sequence        Int64                       COMMENT 'Number of the event since boot; with probe and boot it names the line',
    call_id         String                      COMMENT 'Correlation id of the line, with most agents the Call-ID',
    frame           UInt64                      COMMENT 'Packet number in the capture, from 1; 0 when there is none',
    src             String                      COMMENT 'First ip:port that the agent names, [ip]:port for IPv6; port 0 when it names none',
    dst             String                      COMMENT 'Second ip:port that the agent names, [ip]:port for IPv6; port 0 when it names none',
    text            String                      COMMENT 'The line; secrets masked as far as they were recognised' CODEC(ZSTD(3)),
    cut             Bool                        COMMENT 'True when the line was longer than the 4096 characters kept',

    INDEX by_call_id call_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (call_key, time, probe, boot, sequence)
TTL toDateTime(time) + INTERVAL 7 DAY
SETTINGS ttl_only_drop_parts = 1
COMMENT 'One row per line that a HEP agent logged of a call. Kept 7 days by default';
