// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** How values become text, and which colour band they fall in. Pure: no page, no clock. */

export const NONE = '–';

const MOS_GOOD = 4.0;
const MOS_FAIR = 3.6;

/** One of good, fair, poor, none: the bands of every page and dashboard. */
export function mosBand(mos) {
  if (mos === null || mos === undefined) return 'none';
  return mos >= MOS_GOOD ? 'good' : mos >= MOS_FAIR ? 'fair' : 'poor';
}

export function lossBand(percent) {
  if (percent === null || percent === undefined) return 'none';
  return percent < 1 ? 'good' : percent <= 3 ? 'fair' : 'poor';
}

export function jitterBand(ms) {
  if (ms === null || ms === undefined) return 'none';
  return ms < 20 ? 'good' : ms <= 30 ? 'fair' : 'poor';
}

/** The worst of several bands. */
export function worstBand(bands) {
  for (const band of ['poor', 'fair', 'good']) if (bands.includes(band)) return band;
  return 'none';
}

const BAND_WORDS = { good: 'good', fair: 'fair', poor: 'poor', none: 'not scored' };

export function bandWord(band) {
  return BAND_WORDS[band];
}

export function mosText(mos) {
  return mos === null || mos === undefined ? 'unknown' : mos.toFixed(2);
}

export function percentText(percent) {
  if (percent === null || percent === undefined) return NONE;
  return percent > 0 && percent < 0.05 ? '<0.1 %' : percent.toFixed(1) + ' %';
}

/** Milliseconds for reading: `8.4 ms`, `312 ms`, `2.41 s`. */
export function millisText(ms) {
  if (ms === null || ms === undefined) return NONE;
  if (ms < 10) return ms.toFixed(1) + ' ms';
  return ms < 1000 ? ms.toFixed(0) + ' ms' : (ms / 1000).toFixed(2) + ' s';
}

/** A length of time as a clock shows it: `0:07`, `12:34`, `1:02:03`. */
export function durationText(ms) {
  if (ms === null || ms === undefined) return NONE;
  const seconds = Math.round(ms / 1000);
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? hours + ':' + two(minutes) + ':' + two(seconds % 60)
    : minutes + ':' + two(seconds % 60);
}

/** Microseconds since 1970 of an RFC 3339 time; the digits that Date would drop are kept. */
export function microsOf(rfc3339) {
  const fraction = /\.(\d+)/.exec(rfc3339);
  const seconds = Date.parse(rfc3339.replace(/\.\d+/, '')) / 1000;
  return seconds * 1_000_000 + Number(((fraction ? fraction[1] : '') + '000000').slice(0, 6));
}

/** Time of day with milliseconds, in the reader's zone. */
export function clockText(micros) {
  const date = new Date(Math.floor(micros / 1000));
  const two = (n) => String(n).padStart(2, '0');
  return two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds())
    + '.' + String(date.getMilliseconds()).padStart(3, '0');
}

/** Day and time of day, in the reader's zone. */
export function dayText(micros) {
  const date = new Date(Math.floor(micros / 1000));
  const two = (n) => String(n).padStart(2, '0');
  return date.getFullYear() + '-' + two(date.getMonth() + 1) + '-' + two(date.getDate());
}

/** Time since the event before: `+3 ms`, `+0.4 ms`, `+2.487 s`. */
export function deltaText(micros) {
  const ms = micros / 1000;
  if (ms < 10) return '+' + ms.toFixed(1) + ' ms';
  return ms < 1000 ? '+' + ms.toFixed(0) + ' ms' : '+' + (ms / 1000).toFixed(3) + ' s';
}

/** Time since the first event, in seconds. */
export function relativeText(micros) {
  return (micros / 1_000_000).toFixed(3) + ' s';
}

const STATE_WORDS = {
  answered: 'answered', busy: 'busy', noAnswer: 'no answer', cancelled: 'cancelled',
  failed: 'failed', redirected: 'redirected', incomplete: 'incomplete',
};

export function stateText(state) {
  return STATE_WORDS[state] ?? state;
}

/** A user part, or what stands for it when there is none. */
export function userText(user, uri) {
  return user || uri || 'anonymous';
}

/** Why a stream has the score it has, or why it has none. */
export function scoreText(stream) {
  const note = stream.scoreNote ? stream.scoreNote : '';
  if (stream.mosLq === null || stream.mosLq === undefined) {
    return 'unknown' + (note ? ': ' + note : stream.encrypted ? ': encrypted, codec not known' : ': codec has no published constants');
  }
  const parts = [];
  if (stream.rFactor !== null && stream.rFactor !== undefined) {
    parts.push('R ' + stream.rFactor.toFixed(1) + (stream.scale ? ' (' + stream.scale + ')' : ''));
  }
  parts.push(percentText(stream.lossPercent) + ' lost');
  if (stream.discardPercent) parts.push(percentText(stream.discardPercent) + ' too late');
  if (stream.lost > 0 && stream.burstLossPercent > 0) parts.push(stream.burstLossPercent.toFixed(0) + ' % of it in bursts');
  if (note) parts.push(note);
  return parts.join(', ');
}
