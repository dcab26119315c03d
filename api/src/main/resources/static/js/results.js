// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** A search form and what it finds: asked for in pieces, the newest first, and again while the page is live. */
import { byId } from './dom.js';
import { get } from './api.js';
import { whileLive } from './top.js';

/** Rows in a piece. */
export const PAGE = 50;

const form = byId('search');
const status = byId('status');
const more = byId('more');

/**
 * Searches, now and whenever the form says something else.
 *
 * - `values()`: what the form says.
 * - `question(asked, cursor)`: the address to ask, where `asked` are values, and `cursor` is where the last piece ended.
 * - `draw(found, asked)`: the table's `rows`, `what` they are called (one, several), and a `hint` for when there are none.
 * - `address(asked)`: the query that the address bar shows.
 * - `everyMs`: how often a live page asks again.
 *
 * Returns what to call after a change that the form does not tell of.
 */
export function showResults({ values, question, draw, address, everyMs }) {
  let next = null;
  let asking = null;
  let found = [];

  async function load(cursor, quietly) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const asked = values();
    if (!quietly) byId('results').setAttribute('aria-busy', 'true');
    try {
      const page = await get(question(asked, cursor), mine.signal);
      found = cursor ? [...found, ...page.items] : page.items;
      next = page.page.next;
      show(asked);
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      refuse(problem);
    }
    if (asking === mine) asking = null;
    byId('results').removeAttribute('aria-busy');
  }

  function show(asked) {
    const { rows, what, hint } = draw(found, asked);
    byId('rows').replaceChildren(...rows);
    more.hidden = !next;
    byId('table').hidden = found.length === 0;
    byId('empty').hidden = found.length > 0;
    byId('empty-hint').textContent = hint;
    status.className = '';
    status.textContent = found.length + (next ? '+' : '') + ' ' + what[found.length === 1 ? 0 : 1];
    for (const field of form.elements) field.removeAttribute?.('aria-invalid');
  }

  function search() {
    const query = address(values());
    history.replaceState(null, '', query ? '?' + query : location.pathname);
    load(null);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener('reset', () => setTimeout(search));
  form.addEventListener('change', search);
  more.addEventListener('click', () => load(next));
  // A page that has been read on is not pulled away from under its reader, nor is what the reader has just asked for.
  whileLive(everyMs, () => { if (!asking && found.length <= PAGE) load(null, true); });
  load(null);
  return search;
}

function refuse(problem) {
  status.className = 'problem';
  status.textContent = problem.message;
  for (const name of problem.fields ?? []) form.elements[name]?.setAttribute?.('aria-invalid', 'true');
}
