-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- How delays spread, so that percentiles can be told of any sum of minutes. Rows of before hold none.
ALTER TABLE kpi_minutes
    ADD COLUMN IF NOT EXISTS times_srd_spread Map(LowCardinality(String), UInt64) COMMENT 'Answered calls by session request delay: number by upper bound of the bucket, ms (E24 series)' AFTER times_rrd_micros,
    ADD COLUMN IF NOT EXISTS times_sdd_spread Map(LowCardinality(String), UInt64) COMMENT 'Calls by session disconnect delay: number by upper bound of the bucket, ms' AFTER times_srd_spread,
    ADD COLUMN IF NOT EXISTS times_rrd_spread Map(LowCardinality(String), UInt64) COMMENT 'Successful REGISTERs by registration request delay: number by upper bound of the bucket, ms' AFTER times_sdd_spread;
