// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What happened in a call besides its setup and end, as facts of name, value and note. Pure: no page, no clock. */
import { millisText } from './format.js';

const CAUSES = {
  hangUp: 'hung up', bothHungUp: 'both hung up at once', transfer: 'handed over by transfer', cancelled: 'cancelled',
  answeredElsewhere: 'answered elsewhere', refused: 'refused', noResponse: 'nobody responded', unanswered: 'not answered',
  noAck: 'the answer was never acknowledged', sessionExpired: 'the session timer ran out', mediaStopped: 'its media stopped',
  silent: 'nothing more was heard',
};
const REMARKS = {
  crossedCancel: 'answered while it was cancelled', answerNotSeen: 'answer not captured, told by its ACK', multipleAnswers: 'several phones answered', lateFork: 'a phone joined late',
  ackMissing: 'no ACK to the answer', glare: 'both sides changed the session at once (491)', refusedChange: 'a change was refused',
  sessionOverrun: 'went on after its session timer', clocksApart: 'clocks of the probes differ',
};
const HEARD = {
  callerOnly: 'only the caller', calleeOnly: 'only the callee', none: 'nobody', agreedOneWay: 'one way, as agreed',
  unknown: 'not known',
};

/** Facts that are worth a place on the page; a plain call has the cause of its end only. */
export function courseLines(call) {
  const { course, audio } = call;
  if (!course || !audio) return [];
  return [...ending(course), ...heard(audio), ...transfers(course), ...holds(course), ...branches(course), ...session(course),
    ...course.moves.map((move) => ['Moved', move.party, move.what + ' from ' + move.from + ' to ' + move.to])];
}

function ending(course) {
  const cause = course.q850Cause === null ? '' : 'Q.850 cause ' + course.q850Cause;
  const lines = course.endCause ? [['Ended', CAUSES[course.endCause] ?? course.endCause, cause]] : [];
  if (course.redirectedTo) lines.push(['Redirected', course.redirectedTo, 'by a 3xx']);
  if (course.replacesCallId) lines.push(['Took over', course.replacesCallId, 'Replaces']);
  if (course.referredBy) lines.push(['Asked for by', course.referredBy, 'Referred-By']);
  const remarks = course.remarks.map((word) => REMARKS[word] ?? word);
  const offset = course.clockOffsetMs === null ? '' : 'clocks ' + millisText(course.clockOffsetMs) + ' apart';
  if (remarks.length) lines.push(['Unusual', remarks.join('; '), course.remarks.includes('clocksApart') ? offset : '']);
  return lines;
}

function heard(audio) {
  const lines = HEARD[audio.heard] ? [['Heard', HEARD[audio.heard], audio.note]] : [];
  const first = [audio.callerAfterAnswerMs, audio.calleeAfterAnswerMs].filter((ms) => ms !== null);
  if (first.length) lines.push(['First audio', millisText(Math.max(...first)), 'after the answer, later side']);
  const early = Math.max(audio.callerEarlyMs, audio.calleeEarlyMs);
  if (early > 0) lines.push(['Early audio', millisText(early), audio.calleeEarlyMs >= audio.callerEarlyMs ? 'from the callee' : 'from the caller']);
  if (audio.gaps) lines.push(['Pauses', String(audio.gaps), 'longest ' + millisText(audio.gapMaxMs)]);
  if (audio.codecChanges) lines.push(['Codec changes', String(audio.codecChanges), '']);
  if (audio.ssrcChanges) lines.push(['SSRC changes', String(audio.ssrcChanges), 'a sender that restarted, or another one']);
  if (audio.relays.length) lines.push(['Relayed by', audio.relays.join(', '), '']);
  return lines;
}

function transfers(course) {
  return course.transfers.map((one) => ['Transfer', one.target,
    (one.attended ? 'attended' : 'blind') + ', by the ' + one.party + ': ' + one.result + (one.status ? ' ' + one.status : '')]);
}

function holds(course) {
  if (!course.heldIntervals.length) return [];
  const forms = [...new Set(course.heldIntervals.map((one) => one.party + ' (' + one.form + ')'))];
  return [['On hold', millisText(course.heldMs), course.heldIntervals.length + ' times by ' + forms.join(', ')]];
}

function branches(course) {
  if (course.branches.length < 2) return [];
  return course.branches.map((one, index) => ['Branch ' + (index + 1), one.address || one.tag,
    'joined after ' + millisText(one.joinedMs) + ', last ' + one.status]);
}

function session(course) {
  if (course.sessionExpiresSeconds === null) return [];
  const by = course.sessionRefresher ? 'refreshed by the ' + course.sessionRefresher : 'refreshed';
  return [['Session timer', course.sessionExpiresSeconds + ' s', by + ', ' + course.sessionRefreshes + ' times']];
}
