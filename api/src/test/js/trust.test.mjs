// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { course, encryptionText, findings, halfText, lossText, roundTripText, suspicionText } from '../../main/resources/static/js/trust.js';

test('loss that is believed is one figure, other loss has bounds', () => {
  assert.equal(lossText({ captureSuspect: false, lossPercent: 4, lossPercentMin: 4 }), '4.0 %');
  assert.equal(lossText({ captureSuspect: true, lossPercent: 4, lossPercentMin: 1 }), '1.0 % to 4.0 %');
  assert.equal(lossText({ captureSuspect: true, lossPercent: 4, expected: 250, lostMin: 5 }), '2.0 % to 4.0 %');
});

test('a suspicion says who probably lost the packets, and why', () => {
  assert.equal(suspicionText({ captureSuspect: false }), '');
  assert.equal(
    suspicionText({ captureSuspect: true, suspicions: ['commonGap'], intervals: 5, suspectIntervals: 1 }),
    'The probe, not the network, probably lost packets in 1 of 5 intervals: conversations of unrelated hosts all had a gap at once.');
});

test('a round trip says of how many it is, and who measured', () => {
  assert.equal(roundTripText({ rttMs: null }), '–');
  assert.equal(
    roundTripText({ rttMs: 40, rttMinMs: 38, rttMaxMs: 44, rttSamples: 5, rttSource: 'tap' }),
    '40 ms (38 ms to 44 ms, 5 samples, both halves at the probe)');
  assert.equal(roundTripText({ rttMs: 120, rttSamples: 1, rttSource: 'endpoint' }), '120 ms (1 sample, as an end reported in RTCP)');
  assert.equal(roundTripText({ rttMs: 80, rttSamples: 1, rttSource: 'device' }), '80 ms (1 sample, as an end reported in SIP)');
  assert.equal(halfText({ minMs: null, meanMs: null, maxMs: null, samples: 0 }), '–');
  assert.equal(halfText({ minMs: 10, meanMs: 10, maxMs: 10, samples: 1 }), '10 ms (1 sample)');
});

test('a finding says what was promised and what came', () => {
  assert.deepEqual(
    findings({ negotiated: { ptime: '20 ms', dscp: '' }, observed: { ptime: '30 ms', dscp: '0, 46' } }),
    [['dscp', 'nothing negotiated, 0, 46 observed'], ['ptime', '20 ms negotiated, 30 ms observed']]);
});

test('encryption is what lengths prove, else what was negotiated, and says which', () => {
  assert.equal(encryptionText({ encrypted: true, encryptionSeen: 'clear' }), 'in clear, by the length of its packets');
  assert.equal(encryptionText({ encrypted: true, encryptionSeen: 'tagged' }), 'encrypted, by the length of its packets');
  assert.equal(encryptionText({ encrypted: true, encryptionSeen: 'unknown' }), 'as negotiated; the length of its packets tells nothing');
  assert.equal(encryptionText({ encrypted: false, encryptionSeen: 'unknown' }), 'none negotiated');
});

test('the course of a stream tells what there is, and nothing of what there is not', () => {
  assert.deepEqual(course({}), []);
  assert.deepEqual(
    course({
      ipdv: { p50Ms: 1, p95Ms: 15, p99Ms: 40 }, reordering: { extentMax: 3, extents: [1, 0, 1] },
      pauses: { count: 2, ms: 3400, maxMs: 2900 }, talkJitterMeanMs: 4, typeChanges: 1,
      buffers: { shortMs: 50, longMs: 200, adaptiveMinMs: 20, adaptiveMaxMs: 500, lateShort: 7, lateLong: 0, lateAdaptive: 2 },
    }),
    [['Delay variation', '1.0 ms half of it, 15 ms 95 %, 40 ms 99 %'],
      ['Out of order by', 'at most 3 packets'],
      ['Pauses', '2, 3.4 s together, 2.9 s the longest'],
      ['Jitter while talking', '4.0 ms mean'],
      ['Changes of payload type', '1'],
      ['Too late', '7 for 50 ms, 0 for 200 ms, 2 for an adaptive buffer of 20 to 500 ms']]);
});
