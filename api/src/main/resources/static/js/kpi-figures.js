// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Key figures as text, bars and colours. Pure: no page, no clock. */
import { millisText, NONE, percentText } from './format.js';

const good = (percent) => (percent === null ? 'none' : percent >= 95 ? 'good' : percent >= 90 ? 'fair' : 'poor');
const count = (number) => String(number ?? 0);
const neutral = () => 'none';

/** What is drawn over time. The ASR has no colour: how many answer is no fault of the network. */
export const CHARTS = [
  { name: 'Attempts', of: (p) => p.calls.attempts, band: neutral, text: count, least: 0, most: 5 },
  { name: 'Calls at once', of: (p) => p.load.concurrentMax, band: neutral, text: count, least: 0, most: 5 },
  { name: 'ASR', of: (p) => p.figures.asrPercent, band: neutral, text: percentText, least: 0, most: 100 },
  { name: 'NER', of: (p) => p.figures.nerPercent, band: good, text: percentText, least: 0, most: 100 },
  { name: 'SRD, 95 % up to', of: (p) => p.figures.srdP95Ms, band: neutral, text: millisText, least: 0, most: 1000 },
  { name: 'Good media', of: (p) => p.figures.goodPercent, band: good, text: percentText, least: 0, most: 100 },
];

/** Points of the API as the charts take them: with a beginning and an end. */
export function spans(points) {
  return points.map((point) => ({
    ...point, startTime: point.time, endTime: new Date(Date.parse(point.time) + point.seconds * 1000).toISOString(),
  }));
}

/** Columns of the table: heading, text, and the band that colours it. */
export const COLUMNS = [
  ['Attempts', (p) => count(p.calls.attempts), neutral],
  ['ASR', (p) => percentText(p.figures.asrPercent), neutral],
  ['NER', (p) => percentText(p.figures.nerPercent), (p) => good(p.figures.nerPercent)],
  ['SEER', (p) => percentText(p.figures.seerPercent), neutral],
  ['ISA', (p) => percentText(p.figures.isaPercent), neutral],
  ['ACD', (p) => secondsText(p.figures.acdSeconds), neutral],
  ['SRD', (p) => millisText(p.figures.srdMs), neutral],
  ['SRD 50 / 95 / 99 %', (p) => percentilesText(p.figures, 'srd'), neutral],
  ['SDD', (p) => millisText(p.figures.sddMs), neutral],
  ['SDD 95 %', (p) => millisText(p.figures.sddP95Ms), neutral],
  ['At once', (p) => count(p.load.concurrentMax), neutral],
  ['Registered', (p) => registerText(p.registers), neutral],
  ['RRD', (p) => millisText(p.figures.rrdMs), neutral],
  ['RRD 95 %', (p) => millisText(p.figures.rrdP95Ms), neutral],
  ['Good media', (p) => mediaText(p), (p) => good(p.figures.goodPercent)],
  ['Loss', (p) => percentText(p.figures.lossPercent), neutral],
];

/** Whose figures, in words. */
export function nameText(point) {
  if (point.dimension === 'overall') return 'everybody';
  return point.name === 'other' && point.dimension === 'peer' ? 'other peers' : point.name;
}

const SIDES = { caller: 'calls from it', callee: 'calls to it' };

export function sideText(point) {
  return SIDES[point.side] ?? '';
}

/** `1:05`: minutes and seconds. */
export function secondsText(seconds) {
  if (seconds === null || seconds === undefined) return NONE;
  const whole = Math.round(seconds);
  return Math.floor(whole / 60) + ':' + String(whole % 60).padStart(2, '0');
}

/** What half, 95 % and 99 % did not exceed: `820 ms / 1.00 s / 1.00 s`. */
export function percentilesText(figures, delay) {
  const all = [50, 95, 99].map((percent) => figures[delay + 'P' + percent + 'Ms']);
  return all.some((ms) => ms === null || ms === undefined) ? NONE : all.map(millisText).join(' / ');
}

function registerText(registers) {
  if (registers.requests === 0) return NONE;
  return registers.registered + ' of ' + registers.requests;
}

/** Its share, and of how many minutes: `98.0 % of 12 min`. */
export function mediaText(point) {
  if (point.figures.goodPercent === null) return NONE;
  const minutes = (point.media.goodMicros + point.media.poorMicros) / 60_000_000;
  return percentText(point.figures.goodPercent) + ' of ' + (minutes < 10 ? minutes.toFixed(1) : minutes.toFixed(0)) + ' min';
}

/** Final responses, the most frequent first: `200 × 12, 486 × 3, no response × 1`. */
export function statusText(statuses) {
  const all = Object.entries(statuses ?? {}).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  if (!all.length) return NONE;
  return all.map(([status, number]) => (status === 'none' ? 'no response' : status) + ' × ' + number).join(', ');
}

const SPANS = { '1h': [3_600, 60], '6h': [21_600, 300], '24h': [86_400, 900], '7d': [604_800, 7_200], '': [null, 3_600] };

/** What the API is asked for a range: since when, and how long one bar is. */
export function question(range, nowMs) {
  const [back, step] = SPANS[range] ?? SPANS['1h'];
  return { from: back === null ? '' : new Date(nowMs - back * 1000).toISOString(), step };
}
