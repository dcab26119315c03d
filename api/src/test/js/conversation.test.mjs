// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

import test from 'node:test';
import assert from 'node:assert/strict';
import { confidenceText, legs, together } from '../../main/resources/static/js/conversation.js';

const CONVERSATION = {
  callKey: 'b',
  legs: [{ callKey: 'a' }, { callKey: 'b' }, { callKey: 'c' }],
  links: [
    { callKey: 'b', linkedCallKey: 'a', reason: 'numbers', why: 'same numbers', confidence: 0.75, values: ['100 200'] },
    { callKey: 'a', linkedCallKey: 'b', reason: 'x-cid', why: 'same x-cid', confidence: 0.9, values: [] },
    { callKey: 'b', linkedCallKey: 'c', reason: 'media', why: 'same media', confidence: 0.9, values: ['192.0.2.1:4000'] },
    { callKey: 'c', linkedCallKey: 'gone', reason: 'media', why: 'same media', confidence: 0.9, values: [] },
  ],
};

test('each leg says to which others it is linked, and why, surest first', () => {
  const [a, b, c] = legs(CONVERSATION);
  assert.deepEqual([a.number, a.isShown, b.number, b.isShown], [1, false, 2, true]);
  assert.deepEqual(b.reasons.map((reason) => [reason.leg, reason.text]), [[1, 'same x-cid; same numbers'], [3, 'same media']]);
  assert.deepEqual(b.reasons[0].values, ['100 200']);
  assert.deepEqual(c.reasons.map((reason) => reason.leg), [2]); // the row of the other is gone
});

test('two reasons are surer than one, and nothing is certain', () => {
  assert.equal(confidenceText(together([{ confidence: 0.75 }])), '75 %');
  assert.equal(confidenceText(together([{ confidence: 0.75 }, { confidence: 0.6 }])), '90 %');
  assert.equal(confidenceText(together([{ confidence: 0.99 }, { confidence: 0.9 }])), 'over 99 %');
});
