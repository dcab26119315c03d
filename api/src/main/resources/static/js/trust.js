// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What of a stream's figures can be believed, as text. Pure: no page, no clock. */
import { millisText, NONE, percentText } from './format.js';

const REASONS = {
  kernelDrop: 'the kernel dropped packets',
  interfaceDrop: 'the network interface dropped packets',
  commonGap: 'conversations of unrelated hosts all had a gap at once',
  receiverLostLess: 'the receiver reports that it got them',
  other: 'for a reason unknown to this page',
};

/** Network loss: one figure, or its bounds when the probe may have lost packets itself. */
export function lossText(row) {
  if (!row.captureSuspect) return percentText(row.lossPercent);
  return percentText(leastPercent(row)) + ' to ' + percentText(row.lossPercent);
}

/** Streams tell the percentage, intervals the packets. */
function leastPercent(row) {
  if (row.lossPercentMin !== undefined) return row.lossPercentMin;
  return row.expected > 0 ? 100 * Math.max(0, row.lostMin ?? 0) / row.expected : 0;
}

/** Why loss is not believed; empty when it is. */
export function suspicionText(row) {
  if (!row.captureSuspect) return '';
  const reasons = (row.suspicions ?? []).map((word) => REASONS[word] ?? word);
  const where = row.suspectIntervals ? ' in ' + row.suspectIntervals + ' of ' + row.intervals + ' intervals' : '';
  return 'The probe, not the network, probably lost packets' + where + (reasons.length ? ': ' + reasons.join('; ') : '') + '.';
}

const SOURCES = { tap: 'both halves at the probe', endpoint: 'as an end reported in RTCP', device: 'as an end reported in SIP' };

/** `40 ms (38 ms to 44 ms, 5 samples, both halves at the probe)`. */
export function roundTripText(stream) {
  if (stream.rttMs === null || stream.rttMs === undefined) return NONE;
  const range = stream.rttSamples > 1 ? millisText(stream.rttMinMs) + ' to ' + millisText(stream.rttMaxMs) + ', ' : '';
  const samples = stream.rttSamples ? range + stream.rttSamples + (stream.rttSamples === 1 ? ' sample' : ' samples') : '';
  const notes = [samples, SOURCES[stream.rttSource] ?? ''].filter(Boolean).join(', ');
  return millisText(stream.rttMs) + (notes ? ' (' + notes + ')' : '');
}

/** One half, between the probe and an end. */
export function halfText(half) {
  if (!half?.samples) return NONE;
  const range = half.samples > 1 ? ', ' + millisText(half.minMs) + ' to ' + millisText(half.maxMs) : '';
  return millisText(half.meanMs) + ' (' + half.samples + (half.samples === 1 ? ' sample' : ' samples') + range + ')';
}

const ENCRYPTION = {
  clear: 'in clear, by the length of its packets',
  tagged: 'encrypted, by the length of its packets',
};

/** What the SDP or the look of the packets says of SRTP, and what their lengths prove. */
export function encryptionText(stream) {
  const seen = ENCRYPTION[stream.encryptionSeen];
  if (seen) return seen;
  return stream.encrypted ? 'as negotiated; the length of its packets tells nothing' : 'none negotiated';
}

/** Pairs of a name and what was seen instead of what was negotiated. */
export function findings(stream) {
  return Object.keys(stream.observed ?? {}).sort().map((name) =>
    [name, (stream.negotiated?.[name] || 'nothing') + ' negotiated, ' + stream.observed[name] + ' observed']);
}

/** How its packets came, beyond loss and jitter: pairs of name and value, of what there is. */
export function course(stream) {
  const { ipdv, reordering, pauses, buffers } = stream;
  const lines = [];
  if (ipdv?.p50Ms !== null && ipdv?.p50Ms !== undefined) {
    lines.push(['Delay variation', millisText(ipdv.p50Ms) + ' half of it, ' + millisText(ipdv.p95Ms) + ' 95 %, ' + millisText(ipdv.p99Ms) + ' 99 %']);
  }
  if (reordering?.extentMax) lines.push(['Out of order by', 'at most ' + reordering.extentMax + (reordering.extentMax === 1 ? ' packet' : ' packets')]);
  if (pauses?.count) {
    lines.push(['Pauses', pauses.count + ', ' + secondsText(pauses.ms) + ' together, ' + secondsText(pauses.maxMs) + ' the longest']);
    if (stream.talkJitterMeanMs !== null && stream.talkJitterMeanMs !== undefined) {
      lines.push(['Jitter while talking', millisText(stream.talkJitterMeanMs) + ' mean']);
    }
  }
  if (stream.typeChanges) lines.push(['Changes of payload type', String(stream.typeChanges)]);
  if (buffers?.lateShort || buffers?.lateLong || buffers?.lateAdaptive) {
    lines.push(['Too late', buffers.lateShort + ' for ' + buffers.shortMs + ' ms, ' + buffers.lateLong + ' for ' + buffers.longMs + ' ms, '
      + buffers.lateAdaptive + ' for an adaptive buffer of ' + buffers.adaptiveMinMs + ' to ' + buffers.adaptiveMaxMs + ' ms']);
  }
  return lines;
}

function secondsText(ms) {
  return (ms / 1000).toFixed(1) + ' s';
}
