-- SPDX-License-Identifier: Apache-2.0
-- Copyright the Earshot authors
--
-- One more word.
ALTER TABLE calls
    COMMENT COLUMN IF EXISTS course_remarks 'What was unusual: crossedCancel, answerNotSeen, multipleAnswers, lateFork, ackMissing, glare, refusedChange, sessionOverrun, clocksApart';
