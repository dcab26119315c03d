-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- A side that goes on under another SSRC.

ALTER TABLE calls
    ADD COLUMN IF NOT EXISTS audio_ssrc_changes UInt32 COMMENT 'Times that a side went on under another SSRC: its sender restarted, or is another';
