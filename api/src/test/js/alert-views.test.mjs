// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastedText, searchOf, VIEWS } from '../../main/resources/static/js/alert-views.js';
import { addressOf, viewOf, viewQuery } from '../../main/resources/static/js/list-views.js';

const NOW_MS = Date.parse('2026-01-01T12:00:00Z');
const LOSS = {
  status: 'firing', severity: 'critical', rule: 'stream-loss', subject: 'stream:9f', metric: 'rtp.loss_ratio', value: 0.08123,
  threshold: 0.03, startsAt: '2026-01-01T11:50:00.000000Z', endsAt: null, annotations: { title: 'Loss' },
  labels: { source: '10.0.0.1:4000', destination: '10.0.0.2:5000', codec: 'PCMU' }, callIds: ['a/b?c', 'b', 'c', 'd'],
};
const SCAN = {
  ...LOSS, rule: 'pattern-scan', subject: 'source:2001:db8::1', metric: 'pattern.scan', labels: {}, callIds: [],
  annotations: { title: 'Scan', summary: 'source 2001:db8::1: 25 different users refused' },
};
const cells = (row) => VIEWS.alerts.cells(row, NOW_MS);

test('an alert of a stream leads to its calls and says what was measured', () => {
  const [state, , lasted, alert, what, subject, calls] = cells(LOSS);
  assert.deepEqual([state.text, state.tone, lasted.text], ['firing', 'poor', '10 min so far']);
  assert.deepEqual([alert.text, alert.small], ['Loss', 'stream-loss']);
  assert.deepEqual([what.text, what.small], ['–', 'rtp.loss_ratio 0.0812, limit 0.03']);
  assert.equal(subject.text, '10.0.0.1:4000 → 10.0.0.2:5000');
  assert.deepEqual(calls.links[0], { href: '/call.html?callId=a%2Fb%3Fc', text: 'a/b?c' });
  assert.deepEqual([calls.links.length, calls.small], [3, 'and 1 more']);
});

test('a pattern leads to the calls of its source', () => {
  const [, , , , what, subject, calls] = cells(SCAN);
  assert.deepEqual([what.text, what.small], ['source 2001:db8::1: 25 different users refused', '']);
  assert.deepEqual(subject.links, [{ href: '/?peer=2001%3Adb8%3A%3A1', text: 'source 2001:db8::1' }]);
  assert.deepEqual([calls.text, calls.links], ['–', []]);
});

test('a storm of registrations leads to registrations, and to no calls', () => {
  const storm = { ...SCAN, rule: 'pattern-registration-storm', metric: 'pattern.registration-storm', subject: 'source:10.0.0.9', callIds: ['r1'] };
  const [, , , , , subject, calls] = cells(storm);
  assert.deepEqual(subject.links, [{ href: '/registrations.html?source=10.0.0.9', text: 'source 10.0.0.9' }]);
  assert.equal(calls.links, undefined);
});

test('each kind of subject has the search that shows its calls', () => {
  assert.deepEqual(searchOf('user', 'a@b@10.0.0.1'), { user: 'a@b', peer: '10.0.0.1' });
  assert.deepEqual(searchOf('user', '+49•••11@10.0.0.1'), { peer: '10.0.0.1' });
  assert.deepEqual(searchOf('peer', '10.0.0.1/caller'), { peer: '10.0.0.1' });
  assert.equal(searchOf('trunk', 'Carrier A/callee'), null);
});

test('an alert that is over says how long it lasted, and is not coloured', () => {
  const over = { ...LOSS, status: 'resolved', endsAt: '2026-01-01T11:50:40.000000Z' };
  assert.equal(lastedText(over, NOW_MS), '40 s');
  assert.equal(cells(over)[0].tone, 'none');
});

test('every head has a cell', () => {
  for (const row of [LOSS, SCAN]) assert.equal(cells(row).length, VIEWS.alerts.heads.length);
});

test('the only view needs no name in the address', () => {
  const form = viewOf(VIEWS, '?status=firing&kind=pattern&user=x');
  assert.equal(addressOf(VIEWS, form), 'status=firing&kind=pattern');
  assert.equal(viewQuery(VIEWS.alerts, form, 50), '/api/v1/alerts?status=firing&kind=pattern&limit=50');
});
