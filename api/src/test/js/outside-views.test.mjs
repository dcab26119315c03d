// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, narrows, spanText, viewOf, viewQuery } from '../../main/resources/static/js/list-views.js';
import { expiryText, VIEWS } from '../../main/resources/static/js/outside-views.js';

const NOW_MS = Date.parse('2026-01-01T12:00:00Z');
const PHONE = {
  state: 'registered', consecutiveFailures: 0, aor: 'sip:alice@example.org', contactUri: 'sip:alice@10.0.0.5:5060', gruu: false,
  expiresTime: '2026-01-01T12:04:59.000000Z', expiresGrantedSeconds: 300, endedTime: null, refreshes: 2, refreshMeanSeconds: 150,
  lastFailure: '', lastFailureTime: null, failures: 0, src: '198.51.100.7:40001', transport: 'UDP', behindNat: true,
  natSigns: ['sentBy', 'contact'], userAgent: 'Phone/1',
};

test('a registration says until when it lasts', () => {
  assert.equal(expiryText(PHONE, NOW_MS), 'in 4 min');
  assert.equal(expiryText({ ...PHONE, expiresTime: null }, NOW_MS), '–');
  assert.match(expiryText(PHONE, NOW_MS + 600_000), /^was due 2026-01-0/);
  assert.match(expiryText({ ...PHONE, endedTime: '2026-01-01T11:00:00Z' }, NOW_MS), /^ended /);
});

test('a binding whose refresh fails is told apart from one that is well', () => {
  const [well] = VIEWS.registrations.cells(PHONE, NOW_MS);
  const [ill] = VIEWS.registrations.cells({ ...PHONE, consecutiveFailures: 2 }, NOW_MS);
  assert.deepEqual([well.text, well.tone], ['registered', 'good']);
  assert.deepEqual([ill.text, ill.tone], ['registered · refresh fails', 'poor']);
});

test('every view has a cell for each of its heads', () => {
  const rows = {
    registrations: PHONE,
    subscriptions: { state: 'active', kind: 'subscription', event: 'presence', failures: 0, src: 'a', transport: 'UDP' },
    peers: { state: 'unknown', natSigns: [], recentTransitions: ['2026-01-01T11:00:00Z down'], pings: 0 },
    credentials: { consecutiveFailures: 3, lastFailureTime: '2026-01-01T11:00:00Z', methods: ['INVITE'] },
    messages: { status: 202, startTime: '2026-01-01T11:00:00Z' },
  };
  for (const [name, view] of Object.entries(VIEWS)) {
    assert.equal(view.cells(rows[name], NOW_MS).length, view.heads.length, name);
  }
});

test('a peer of which nothing is known is not called up', () => {
  const cells = VIEWS.peers.cells({ state: 'unknown', pings: 0, recentTransitions: [] });
  assert.deepEqual([cells[0].text, cells[0].tone, cells[3].text, cells[4].text], ['unknown', 'none', 'unknown', '–']);
});

test('a message that a relay took is not called delivered', () => {
  const text = (status) => VIEWS.messages.cells({ status, startTime: '2026-01-01T11:00:00Z' })[0].text;
  assert.deepEqual([200, 202, 401, 404, null].map(text), ['delivered', 'accepted', 'challenged', 'failed', 'no answer']);
});

test('a view asks only for what its path knows', () => {
  const form = { user: ' alice ', peer: '10.0.0.1', state: '' };
  assert.equal(viewQuery(VIEWS.registrations, form, 50), '/api/v1/registrations?user=alice&limit=50');
  assert.equal(viewQuery(VIEWS.peers, form, 50, 'x'), '/api/v1/availability?peer=10.0.0.1&limit=50&cursor=x');
  assert.equal(viewQuery(VIEWS.messages, form, 50), '/api/v1/transactions?method=MESSAGE&user=alice&limit=50');
});

test('an address names a view and its fields; an unknown view is the first', () => {
  const form = viewOf(VIEWS, '?view=peers&state=down&user=alice');
  assert.equal(addressOf(VIEWS, form), 'view=peers&state=down');
  assert.equal(narrows(VIEWS.peers, form), true);
  assert.equal(viewOf(VIEWS, '?view=__proto__').view, 'registrations');
});

test('spans are told in one unit', () => {
  assert.deepEqual([0, 119, 120, 7199, 7200].map(spanText), ['0 s', '119 s', '2 min', '119 min', '2 h']);
});
