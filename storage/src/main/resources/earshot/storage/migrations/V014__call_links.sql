-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- Links say what they were found by, in an order of the two calls that does not depend on which was seen first.

ALTER TABLE call_links
    ADD COLUMN IF NOT EXISTS values Array(String) COMMENT 'What both calls have: header values, ip:port of media, SSRC, or caller and called number; some of them when there are many';
ALTER TABLE call_links
    MODIFY COLUMN call_key COMMENT 'Name of one call',
    MODIFY COLUMN linked_call_key COMMENT 'Name of the other call, whose Call-ID sorts behind',
    MODIFY COLUMN call_id COMMENT 'Call-ID of the one call',
    MODIFY COLUMN linked_call_id COMMENT 'Call-ID of the other call',
    MODIFY COLUMN reason COMMENT 'Evidence: the name of a header in lower case, call-id, media, stream or numbers',
    MODIFY COLUMN confidence COMMENT 'How sure the link is, 0 to 1; 0 when the evidence turned out to be none';
