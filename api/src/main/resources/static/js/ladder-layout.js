// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Where everything on a ladder goes: lanes become columns, events and media become rows, long silences are folded.
 * Pure functions from the ladder's JSON to numbers and words; drawing is for ladder-view.js.
 *
 * All lengths are pixels. Rows are stacked from the top; an arrow's line lies at its row's `lineY`.
 */
import {
  clockText, deltaText, durationText, jitterBand, lossBand, millisText, mosBand, mosText, percentText, relativeText,
  worstBand,
} from './format.js';

export const GUTTER = 116;
const LANE_MIN = 196;
const LANE_MAX = 460;
const EDGE = 24;
const ROW = 36;
const ROW_WITH_SDP = 52;
const ROW_MEDIA = 40;
const ROW_FOLD = 28;
const PAD_TOP = 10;
const PAD_BOTTOM = 20;
const FOLD_OVER_US = 1_000_000;
const RIBBON_STEP = 9;

/** Columns: x of each lane's line, spread over the width there is, never narrower than a label needs. */
export function columns(lanes, width) {
  const room = (width - GUTTER - EDGE) / Math.max(1, lanes.length);
  const step = Math.floor(Math.min(LANE_MAX, Math.max(LANE_MIN, room)));
  const placed = lanes.map((lane, index) => ({ ...lane, index, x: Math.round(GUTTER + step * (index + 0.5)) }));
  return { lanes: placed, step, width: GUTTER + step * lanes.length + EDGE };
}

/** SIP events and stream starts in one order: by time, and media after the message that began it. */
export function timeline(ladder) {
  const sip = ladder.events.map((event) => ({ kind: 'sip', tUs: event.tUs, event }));
  const media = ladder.streams.map((stream) => ({ kind: 'media', tUs: stream.startUs, stream }));
  const rank = { sip: 0, media: 1 };
  return [...sip, ...media]
    .map((item, index) => ({ ...item, index }))
    .sort((a, b) => a.tUs - b.tUs || rank[a.kind] - rank[b.kind] || a.index - b.index);
}

/** The rows with their heights, a fold before each silence longer than a second. */
export function rows(ladder) {
  const out = [];
  let y = PAD_TOP;
  let previousUs = null;
  const push = (row, height) => {
    out.push({ ...row, y, height, lineY: y + Math.min(24, height - 12) });
    y += height;
  };
  for (const item of timeline(ladder)) {
    const deltaUs = previousUs === null ? 0 : item.tUs - previousUs;
    if (deltaUs > FOLD_OVER_US) push({ kind: 'fold', tUs: previousUs, deltaUs }, ROW_FOLD);
    const height = item.kind === 'media' ? ROW_MEDIA : item.event.sdp ? ROW_WITH_SDP : ROW;
    push({ ...item, deltaUs }, height);
    previousUs = item.tUs;
  }
  return { rows: out, height: y + PAD_BOTTOM };
}

/** The y at which a time lies: between the rows around it, in proportion. */
export function yAt(placed, tUs) {
  let before = null;
  for (const row of placed) {
    if (row.kind === 'fold') continue;
    if (row.tUs > tUs) {
      if (!before) return row.lineY;
      const share = (tUs - before.tUs) / Math.max(1, row.tUs - before.tUs);
      return before.lineY + share * (row.lineY - before.lineY);
    }
    before = row;
  }
  return before ? before.lineY + 14 : PAD_TOP;
}

/** The whole ladder for a width: columns, rows with their arrows, and a ribbon per stream along its sender's lane. */
export function layout(ladder, width) {
  const { lanes, width: fullWidth, step } = columns(ladder.lanes, width);
  const { rows: stacked, height } = rows(ladder);
  const xOf = new Map(lanes.map((lane) => [lane.id, lane.x]));
  const firstUs = stacked.length ? stacked[0].tUs : 0;
  const placed = stacked.map((row) => place(row, xOf, firstUs, step));
  const ribbons = placed.filter((row) => row.kind === 'media').map((row) => ribbon(row, placed, xOf));
  return { width: fullWidth, height, step, lanes, rows: placed, ribbons: spread(ribbons) };
}

function place(row, xOf, firstUs, step) {
  const relativeUs = row.tUs - firstUs;
  if (row.kind === 'fold') return { ...row, relativeUs, text: durationWords(row.deltaUs) + ' without an event' };
  const subject = row.kind === 'media' ? row.stream : row.event;
  const fromX = xOf.get(subject.from) ?? GUTTER;
  const toX = xOf.get(subject.to) ?? GUTTER;
  const own = row.kind === 'media' ? mediaWords(row.stream) : sipWords(row.event);
  return {
    ...row, ...own, relativeUs, fromX, toX, self: fromX === toX,
    labelX: fromX === toX ? fromX + step / 4 : (fromX + toX) / 2, room: Math.max(step / 2, Math.abs(toX - fromX)),
  };
}

function sipWords(event) {
  const again = event.retransmitOf !== null && event.retransmitOf !== undefined;
  return {
    label: event.label, again, mark: again ? '↻' + event.retransmission : '',
    tone: sipTone(event), sdp: sdpWords(event.sdp),
  };
}

/** Colour of a message: by class of status, where a challenge is not a failure. */
export function sipTone(event) {
  if (!event.code) return 'request';
  if (event.code < 200) return 'provisional';
  if (event.code < 300) return 'success';
  if (event.code < 400 || event.code === 401 || event.code === 407) return 'redirect';
  return 'failure';
}

/** One line per m-line in force: `audio PCMU 10.0.0.1:4000 sendrecv`. */
export function sdpWords(sdp) {
  if (!sdp || !sdp.media.length) return [];
  return sdp.media.map((m) => {
    if (m.port === 0) return m.type + ' rejected';
    const address = m.addr.includes(':') ? '[' + m.addr + ']' : m.addr;
    return [m.codec, address + ':' + m.port, m.dir].filter(Boolean).join(' ');
  });
}

function mediaWords(stream) {
  const band = streamBand(stream);
  const parts = [stream.codec ?? 'unknown codec', percentText(stream.lossPercent) + ' loss',
    'jitter ' + millisText(stream.jitterMs), 'MOS ' + mosText(stream.mosLq)];
  return { label: parts.join(' · '), band, again: false, mark: '', sdp: [] };
}

/** The band a stream is drawn in: its MOS, or its loss and jitter when it has none. */
export function streamBand(stream) {
  const scored = mosBand(stream.mosLq);
  return scored !== 'none' ? scored : worstBand([lossBand(stream.lossPercent), jitterBand(stream.jitterMs)]);
}

function ribbon(row, placed, xOf) {
  const { stream } = row;
  const top = row.lineY;
  const bottom = Math.max(yAt(placed, stream.endUs), top + 10);
  const towards = row.toX >= row.fromX ? 1 : -1;
  return { id: stream.id, lane: stream.from, band: row.band, top, bottom, x: (xOf.get(stream.from) ?? GUTTER), towards };
}

/** Ribbons that overlap on one side of a lane stand beside each other. */
export function spread(ribbons) {
  const taken = [];
  return ribbons.map((own) => {
    let slot = 0;
    const clashes = (n) => taken.some((other) => other.slot === n && other.lane === own.lane
      && other.towards === own.towards && other.top < own.bottom && own.top < other.bottom);
    while (clashes(slot)) slot++;
    const placed = { ...own, slot, x: own.x + own.towards * (6 + slot * RIBBON_STEP) };
    taken.push(placed);
    return placed;
  });
}

/** The time column's text in one of the modes absolute, delta, relative. */
export function timeText(row, mode) {
  if (mode === 'delta') return deltaText(row.deltaUs);
  return mode === 'relative' ? relativeText(row.relativeUs) : clockText(row.tUs);
}

/** A row as a sentence, for those who hear the page instead of seeing it. */
export function sentence(row, laneNames) {
  const name = (id) => laneNames.get(id) ?? id;
  const when = 'at ' + relativeText(row.relativeUs);
  if (row.kind === 'fold') return row.text;
  if (row.kind === 'media') {
    const s = row.stream;
    return 'Media ' + row.label.replaceAll(' · ', ', ') + ' from ' + name(s.from) + ' to ' + name(s.to) + ' ' + when
      + ', for ' + durationText((s.endUs - s.startUs) / 1000);
  }
  const e = row.event;
  const again = row.again ? ', retransmission ' + e.retransmission : '';
  const sdp = row.sdp.length ? ', SDP ' + row.sdp.join('; ') : '';
  return e.label + ' from ' + name(e.from) + ' to ' + name(e.to) + ' ' + when + again + sdp;
}

function durationWords(micros) {
  return (micros / 1_000_000).toFixed(1) + ' s';
}
