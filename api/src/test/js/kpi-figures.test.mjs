// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars } from '../../main/resources/static/js/interval-chart.js';
import { CHARTS, COLUMNS, mediaText, nameText, percentilesText, question, secondsText, sideText, spans, statusText } from '../../main/resources/static/js/kpi-figures.js';

const point = (figures, more = {}) => ({
  time: '2026-01-15T12:00:00.000000Z', seconds: 60, dimension: 'overall', name: '', side: '',
  calls: { attempts: 8 }, load: { concurrentMax: 2 }, registers: { requests: 3, registered: 1 },
  media: { goodMicros: 90_000_000, poorMicros: 30_000_000 }, statuses: {},
  figures: { asrPercent: null, nerPercent: null, seerPercent: null, isaPercent: null, acdSeconds: null, srdMs: null, sddMs: null,
    rrdMs: null, goodPercent: null, lossPercent: null, ...figures },
  ...more,
});

test('a ratio without a denominator is a dash, not a zero', () => {
  const texts = Object.fromEntries(COLUMNS.map(([name, text]) => [name, text(point({}))]));
  assert.equal(texts.ASR, '–');
  assert.equal(texts.ACD, '–');
  assert.equal(texts['Good media'], '–');
  assert.equal(texts.Attempts, '8');
  assert.equal(texts.Registered, '1 of 3');
});

test('percentiles are told together, or not at all', () => {
  assert.equal(percentilesText({ srdP50Ms: 820, srdP95Ms: 1000, srdP99Ms: 1100 }, 'srd'), '820 ms / 1.00 s / 1.10 s');
  assert.equal(percentilesText({ srdP50Ms: null, srdP95Ms: null, srdP99Ms: null }, 'srd'), '–');
});

test('good media says of how many minutes', () => {
  assert.equal(mediaText(point({ goodPercent: 75 })), '75.0 % of 2.0 min');
});

test('figures with a verdict have a colour, others none', () => {
  const band = (name, figures) => COLUMNS.find((column) => column[0] === name)[2](point(figures));
  assert.equal(band('NER', { nerPercent: 96 }), 'good');
  assert.equal(band('NER', { nerPercent: 92 }), 'fair');
  assert.equal(band('NER', { nerPercent: 20 }), 'poor');
  assert.equal(band('NER', {}), 'none');
  assert.equal(band('ASR', { asrPercent: 5 }), 'none');
});

test('a minute is a bar as wide as its time', () => {
  const later = point({ asrPercent: 50 }, { time: '2026-01-15T12:01:00.000000Z' });
  const asr = CHARTS.find((kind) => kind.name === 'ASR');
  const [first, second] = bars(spans([point({ asrPercent: 25 }), later]), asr, 120, 40);
  assert.deepEqual([first.x, second.x, first.height, second.height], [0, 60, 10, 20]);
});

test('responses come by how often they came', () => {
  assert.equal(statusText({ 486: 3, 200: 12, none: 1 }), '200 × 12, 486 × 3, no response × 1');
  assert.equal(statusText({}), '–');
});

test('names and sides are words', () => {
  assert.equal(nameText(point({})), 'everybody');
  assert.equal(nameText(point({}, { dimension: 'peer', name: 'other' })), 'other peers');
  assert.equal(sideText(point({}, { side: 'callee' })), 'calls to it');
  assert.equal(secondsText(65.4), '1:05');
});

test('a longer time has longer bars', () => {
  assert.deepEqual(question('1h', 3_600_000), { from: '1970-01-01T00:00:00.000Z', step: 60 });
  assert.equal(question('7d', 0).step, 7_200);
  assert.equal(question('', 0).from, '');
});
