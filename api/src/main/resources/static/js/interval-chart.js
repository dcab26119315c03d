// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Small charts that share one time axis: loss, jitter and MOS of a stream, or whatever kinds are given. */
import { element, svg } from './dom.js';
import { lossBand, jitterBand, mosBand, microsOf, millisText, mosText, percentText } from './format.js';

const WIDTH = 420;
const HEIGHT = 56;

export const KINDS = [
  { name: 'MOS', of: (i) => i.mosLq, band: mosBand, text: mosText, least: 1, most: 4.5 },
  { name: 'Loss', of: (i) => i.lossPercent, band: lossBand, text: percentText, least: 0, most: 5 },
  { name: 'Jitter', of: (i) => i.jitterMeanMs, band: jitterBand, text: millisText, least: 0, most: 40 },
];

/** Bars of one chart: x, width and height in pixels, the band that colours each. Pure. */
export function bars(intervals, kind, width, height) {
  if (!intervals.length) return [];
  const startUs = Math.min(...intervals.map((i) => microsOf(i.startTime)));
  const endUs = Math.max(...intervals.map((i) => microsOf(i.endTime)));
  const perUs = width / Math.max(1, endUs - startUs);
  const most = Math.max(kind.most, ...intervals.map((i) => kind.of(i) ?? 0));
  return intervals.map((interval) => {
    const value = kind.of(interval) ?? null;
    const x = (microsOf(interval.startTime) - startUs) * perUs;
    const share = value === null ? 0 : Math.max(0, value - kind.least) / (most - kind.least);
    return {
      x, width: Math.max(2, (microsOf(interval.endTime) - microsOf(interval.startTime)) * perUs - 1),
      height: value === null ? 0 : Math.max(2, share * height), value,
      // What the probe may have lost itself is neither good nor bad; jitter is as it was.
      band: interval.captureSuspect && kind.name !== 'Jitter' ? 'none' : kind.band(value), isSuspect: interval.captureSuspect === true,
    };
  });
}

/** What the bars span, since they carry no axis: ` · 3.10 to 4.41`. */
export function rangeText(intervals, kind) {
  const values = intervals.map(kind.of).filter((value) => value !== null && value !== undefined);
  if (!values.length) return ' · unknown';
  const [low, high] = [kind.text(Math.min(...values)), kind.text(Math.max(...values))];
  return ' · ' + (low === high ? low : low + ' to ' + high);
}

export function chart(intervals, kinds = KINDS) {
  if (!intervals?.length) return [];
  return kinds.map((kind) => {
    const image = svg('svg', { viewBox: '0 0 ' + WIDTH + ' ' + HEIGHT, class: 'chart', role: 'img', preserveAspectRatio: 'none', 'aria-label': kind.name + ' over time: ' + intervals.map((i) => kind.text(kind.of(i))).join(', ') });
    image.append(svg('line', { class: 'axis', x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 }));
    for (const bar of bars(intervals, kind, WIDTH, HEIGHT - 4)) {
      image.append(svg('rect', { class: 'bar band-' + bar.band, x: bar.x, y: HEIGHT - bar.height, width: bar.width, height: bar.height, rx: 1.5 },
        svg('title', {}, kind.text(bar.value) + (bar.isSuspect ? ' (the probe may have lost packets)' : ''))));
    }
    return element('figure', {}, element('figcaption', {}, kind.name + rangeText(intervals, kind)), image);
  });
}
