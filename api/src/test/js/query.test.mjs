// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiQuery, formOf, isNarrowed, pageQuery } from '../../main/resources/static/js/query.js';

const HOSTILE = 'a/b?c%d\\e"f<img src=x onerror=alert(1)>';
const NOW_MS = Date.parse('2026-01-01T12:00:00Z');

test('only fields that hold something are asked for', () => {
  assert.equal(apiQuery({ user: ' 4930 ', state: '', mosLt: '3.6' }, NOW_MS, 50), 'user=4930&mosLt=3.6&limit=50');
});

test('a range becomes a time', () => {
  assert.equal(apiQuery({ range: '1h' }, NOW_MS, 50), 'from=2026-01-01T11%3A00%3A00.000Z&limit=50');
});

test('a hostile Call-ID survives the way through an address', () => {
  const query = pageQuery({ callId: HOSTILE });
  assert.equal(formOf('?' + query).callId, HOSTILE);
  assert.ok(!/[<>"\\]/.test(query));
});

test('an empty form narrows nothing', () => {
  assert.equal(isNarrowed(formOf('')), false);
  assert.equal(isNarrowed({ codec: 'PCMU' }), true);
});
