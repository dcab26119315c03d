// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bandWord, deltaText, durationText, lossBand, microsOf, millisText, mosBand, mosText, percentText, scoreText, worstBand,
} from '../../main/resources/static/js/format.js';

test('bands are those of every dashboard', () => {
  assert.deepEqual([4.0, 3.99, 3.6, 3.59, null].map(mosBand), ['good', 'fair', 'fair', 'poor', 'none']);
  assert.deepEqual([0.99, 1, 3, 3.01, null].map(lossBand), ['good', 'fair', 'fair', 'poor', 'none']);
  assert.equal(worstBand(['good', 'none', 'fair']), 'fair');
  assert.equal(bandWord('none'), 'not scored');
});

test('numbers say their unit', () => {
  assert.deepEqual([0, 8.44, 312.4, 2410, null].map(millisText), ['0.0 ms', '8.4 ms', '312 ms', '2.41 s', '–']);
  assert.deepEqual([0, 7_000, 754_000, 3_723_000, null].map(durationText), ['0:00', '0:07', '12:34', '1:02:03', '–']);
  assert.deepEqual([0, 0.01, 5.04, null].map(percentText), ['0.0 %', '<0.1 %', '5.0 %', '–']);
  assert.deepEqual([4.409, null].map(mosText), ['4.41', 'unknown']);
  assert.deepEqual([400, 3_000, 102_000, 2_487_000].map(deltaText), ['+0.4 ms', '+3.0 ms', '+102 ms', '+2.487 s']);
});

test('microseconds of a time survive, which Date would cut', () => {
  assert.equal(microsOf('2025-11-21T07:12:18.000123Z'), 1_763_709_138_000_123);
  assert.equal(microsOf('2025-11-21T07:12:18Z'), 1_763_709_138_000_000);
});

test('a score is explained, and so is its absence', () => {
  const scored = { mosLq: 3.12, rFactor: 60.4, scale: 'NB', lossPercent: 5.1, lost: 31, burstLossPercent: 64, discardPercent: 0, scoreNote: '' };
  assert.equal(scoreText(scored), 'R 60.4 (NB), 5.1 % lost, 64 % of it in bursts');
  assert.equal(scoreText({ mosLq: null, scoreNote: 'no constants for speex' }), 'unknown: no constants for speex');
  assert.equal(scoreText({ mosLq: null, scoreNote: '' }), 'unknown: codec has no published constants');
});
