// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiptLines, receiptSentence, receiptTitle } from '../../main/resources/static/js/receipt.js';

const stream = {
  codec: 'AMR-WB', scale: 'WB', mosLq: 3.585, mosCq: 3.2,
  receipt: {
    formula: 'earshot-2 G.107.1-2019', codecMode: '12.65 kbit/s', codecModeFrom: 'packets', ie: 13, bpl: 4.3, lookaheadMs: 5.9,
    constants: 'estimated', constantsSource: 'G.113', packets: 980, lossPercent: 2, discardPercent: 0, burstRatio: 1, buffer: 'fixed 50 ms', delaySource: 'measured',
    networkMs: 174.1, playoutMs: 50, packetMs: 20, oneWayMs: 250, best: 4.337, costLoss: 0.752, costDiscard: 0, costBurst: 0,
    costDelay: 0.385, mainCost: 'loss', confidence: 'medium', doubts: ['codec constants estimated'],
    sentence: '4.34 at best with AMR-WB 12.65 kbit/s (WB) - 0.75 for 2.0 % lost = 3.59.',
  },
};

test('a receipt shows what the score was computed from', () => {
  const lines = new Map(receiptLines(stream));
  assert.equal(receiptTitle(stream), 'why 3.58?');
  assert.equal(lines.get('Codec'), 'AMR-WB 12.65 kbit/s (from its packets), WB');
  assert.equal(lines.get('Constants'), 'Ie 13, Bpl 4.3 %, estimated');
  assert.equal(lines.get('Lost'), '2.0 % (cost 0.75)');
  assert.equal(lines.get('Too late'), '0.0 %, buffer fixed 50 ms');
  assert.equal(lines.get('Delay'), '250 ms one way (cost 0.39) = 174 ms network + 50 ms playout + 20 ms packet + 5.9 ms codec; measured by RTCP');
  assert.equal(lines.get('Confidence'), 'medium; codec constants estimated');
});

test('what is unknown is said to be, and never a number', () => {
  const silent = { ...stream, mosCq: null, receipt: { ...stream.receipt, oneWayMs: null, delaySource: 'unknown' } };
  assert.equal(new Map(receiptLines(silent)).get('Delay'), 'unknown: no MOS-CQ');
  assert.equal(new Map(receiptLines(silent)).get('MOS-CQ'), 'unknown');
  const none = { mosLq: null, receipt: { formula: '', packets: 12, doubts: [], sentence: 'No score: codec unknown.' } };
  assert.equal(receiptTitle(none), 'why unknown?');
  assert.equal(receiptSentence(none), 'No score: codec unknown.');
  assert.deepEqual(receiptLines(none), [['Packets behind it', '12']]);
});

test('a stream of before there were receipts has none', () => {
  assert.deepEqual(receiptLines({ mosLq: 4.1 }), []);
  assert.equal(receiptSentence({ mosLq: 4.1 }), '');
});
