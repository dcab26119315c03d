// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * What a page of lists asks and shows. A view has a path of the REST API, fields of the form that it knows, headings, and
 * cells made of a row. Pure: nothing of the page.
 */
import { clockText, dayText, microsOf, NONE } from './format.js';

/**
 * A cell: its text, a second line in small, a tone (good, fair, poor, none) for a chip, right-aligned, a
 * sentence that is broken into lines, or links of a text and an address each.
 */
export const cell = (text, more = {}) => ({ text: text === null || text === undefined || text === '' ? NONE : String(text), ...more });
export const number = (value) => cell(value, { right: true });

/** Day and second, in the reader's zone. */
export function timeText(rfc3339) {
  const micros = microsOf(rfc3339);
  return dayText(micros) + ' ' + clockText(micros).slice(0, 8);
}

/** A length of time in one unit: `119 s`, `2 min`, `2 h`. */
export function spanText(seconds) {
  if (seconds < 120) return seconds + ' s';
  if (seconds < 7200) return Math.floor(seconds / 60) + ' min';
  return Math.floor(seconds / 3600) + ' h';
}

/** What the REST API is asked for a view: only fields that it knows and that hold something. */
export function viewQuery(view, form, limit, cursor) {
  const query = new URLSearchParams(view.fixed ?? {});
  for (const field of view.fields) {
    const value = (form[field] ?? '').trim();
    if (value) query.set(field, value);
  }
  query.set('limit', String(limit));
  if (cursor) query.set('cursor', cursor);
  return view.path + '?' + query;
}

/** The form that an address asks for; an unknown view is the first. */
export function viewOf(views, search) {
  const query = new URLSearchParams(search);
  const form = { view: Object.hasOwn(views, query.get('view') ?? '') ? query.get('view') : firstOf(views) };
  for (const field of fieldsOf(views)) form[field] = query.get(field) ?? '';
  return form;
}

/** What the address bar shows, so that a search can be sent to a colleague. */
export function addressOf(views, form) {
  const query = new URLSearchParams();
  if (form.view !== firstOf(views)) query.set('view', form.view);
  for (const field of views[form.view].fields) {
    const value = (form[field] ?? '').trim();
    if (value) query.set(field, value);
  }
  return query.toString();
}

/** Whether anything narrows the search. */
export function narrows(view, form) {
  return view.fields.some((field) => (form[field] ?? '').trim() !== '');
}

function firstOf(views) {
  return Object.keys(views)[0];
}

function fieldsOf(views) {
  return new Set(Object.values(views).flatMap((view) => view.fields));
}
