-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- What RTCP says when a source leaves, and whose application-defined packets it sends.

ALTER TABLE streams
    ADD COLUMN IF NOT EXISTS goodbye      Nullable(String) COMMENT 'Reason in the RTCP BYE of its source; empty for a BYE without one, NULL without a BYE',
    ADD COLUMN IF NOT EXISTS applications Array(String)    COMMENT 'Application-defined RTCP packets of its source, by name and subtype';

ALTER TABLE rtcp_reports
    ADD COLUMN IF NOT EXISTS goodbye_reason String        COMMENT 'BYE: why the source leaves; empty when it does not say',
    ADD COLUMN IF NOT EXISTS applications   Array(String) COMMENT 'Application-defined packets of the same compound, by name and subtype'
