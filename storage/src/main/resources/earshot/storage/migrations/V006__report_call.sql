-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- Capture agents name the call that a report belongs to: so it can be found where no probe saw the stream itself.

ALTER TABLE rtcp_reports
    ADD COLUMN IF NOT EXISTS call_id String DEFAULT '' COMMENT 'Call-ID that a capture agent says the report belongs to (HEP); empty when none does';
