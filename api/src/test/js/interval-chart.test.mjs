// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars, KINDS, rangeText } from '../../main/resources/static/js/interval-chart.js';

const interval = (from, to, mosLq, lossPercent) => ({
  startTime: '2026-01-01T00:00:' + from + '.000000Z', endTime: '2026-01-01T00:00:' + to + '.000000Z', mosLq, lossPercent,
});
const MOS = KINDS.find((kind) => kind.name === 'MOS');
const LOSS = KINDS.find((kind) => kind.name === 'Loss');

test('bars lie where their interval lies in time', () => {
  const [first, second] = bars([interval('00', '05', 4.4, 0), interval('05', '10', 3, 6)], MOS, 100, 50);
  assert.deepEqual([first.x, first.width, second.x].map(Math.round), [0, 49, 50]);
  assert.deepEqual([first.band, second.band], ['good', 'poor']);
  assert.ok(first.height > second.height);
});

test('an interval without a score has no bar', () => {
  assert.equal(bars([interval('00', '05', null, 0)], MOS, 100, 50)[0].height, 0);
});

test('a loss beyond the usual scale stretches it instead of leaving the chart', () => {
  const all = bars([interval('00', '05', 4, 20), interval('05', '10', 4, 10)], LOSS, 100, 50);
  assert.deepEqual(all.map((bar) => bar.height), [50, 25]);
});

test('a chart says what its bars span', () => {
  assert.equal(rangeText([interval('00', '05', 4.41, 0), interval('05', '10', 3.1, 6)], MOS), ' · 3.10 to 4.41');
  assert.equal(rangeText([interval('00', '05', 4.41, 0)], MOS), ' · 4.41');
  assert.equal(rangeText([interval('00', '05', null, 0)], MOS), ' · unknown');
});
