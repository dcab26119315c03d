// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The search form as a query string and back, for the REST API and for links that can be shared. Pure. */

export const FIELDS = ['callId', 'user', 'state', 'mosLt', 'lossGt', 'codec', 'peer'];

const RANGES_MS = { '15m': 900_000, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };

/** What the REST API is asked: only fields that hold something. `nowMs` turns a range into a time. */
export function apiQuery(form, nowMs, limit, cursor) {
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = (form[field] ?? '').trim();
    if (value) query.set(field, value);
  }
  if (RANGES_MS[form.range]) query.set('from', new Date(nowMs - RANGES_MS[form.range]).toISOString());
  query.set('limit', String(limit));
  if (cursor) query.set('cursor', cursor);
  return query.toString();
}

/** What the address bar shows, so that a search can be sent to a colleague. */
export function pageQuery(form) {
  const query = new URLSearchParams();
  for (const field of [...FIELDS, 'range']) {
    const value = (form[field] ?? '').trim();
    if (value) query.set(field, value);
  }
  return query.toString();
}

/** The form that an address asks for. */
export function formOf(search) {
  const query = new URLSearchParams(search);
  const form = {};
  for (const field of [...FIELDS, 'range']) form[field] = query.get(field) ?? '';
  return form;
}

/** Whether anything narrows the search. */
export function isNarrowed(form) {
  return [...FIELDS, 'range'].some((field) => (form[field] ?? '').trim() !== '');
}
