// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** A page of one form and one table that shows the views of a list, one at a time. */
import { byId, element } from './dom.js';
import { get } from './api.js';
import { addressOf, narrows, viewOf, viewQuery } from './list-views.js';

const PAGE = 50;
const LIVE_EVERY_MS = 5000;

const form = byId('search');
const status = byId('status');
const more = byId('more');
const live = byId('live');
let views = {};
let next = null;
let asking = null;
let shown = [];

/** A page of one view only has nothing to choose it by. */
function values() {
  const chosen = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  return { view: Object.keys(views)[0], ...chosen };
}

async function load(cursor, quietly) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  const asked = values();
  if (!quietly) byId('results').setAttribute('aria-busy', 'true');
  try {
    const page = await get(viewQuery(views[asked.view], asked, PAGE, cursor), mine.signal);
    shown = cursor ? [...shown, ...page.items] : page.items;
    next = page.page.next;
    draw(asked);
  } catch (problem) {
    if (problem.name === 'AbortError') return;
    refuse(problem);
  }
  if (asking === mine) asking = null;
  byId('results').removeAttribute('aria-busy');
}

function draw(asked) {
  const view = views[asked.view];
  const now = Date.now();
  byId('heads').replaceChildren(...view.heads.map((head) => element('th', { scope: 'col' }, head)));
  byId('rows').replaceChildren(...shown.map((row) => element('tr', {}, ...view.cells(row, now).map(drawCell))));
  more.hidden = !next;
  byId('table').hidden = shown.length === 0;
  byId('empty').hidden = shown.length > 0;
  byId('empty-hint').textContent = narrows(view, asked)
    ? 'Nothing fits these filters. Clear a field.'
    : 'No ' + view.what[0] + ' has been seen yet.';
  status.className = '';
  status.textContent = shown.length + (next ? '+' : '') + ' ' + view.what[shown.length === 1 ? 0 : 1];
  for (const field of form.elements) field.removeAttribute?.('aria-invalid');
}

function drawCell({ text, small, tone, right, links, isSentence }) {
  const content = tone ? element('span', { class: 'chip tone-' + tone }, text)
    : links?.length ? element('span', { class: 'links' }, ...links.map((link) => element('a', { href: link.href }, link.text)))
    : text;
  return element('td', { class: right ? 'number' : isSentence ? 'sentence' : null }, content, small ? element('small', {}, small) : null);
}

function refuse(problem) {
  status.className = 'problem';
  status.textContent = problem.message;
  for (const name of problem.fields ?? []) form.elements[name]?.setAttribute?.('aria-invalid', 'true');
}

/** Only the fields that the view knows; the states are its own. */
function dress(view) {
  for (const label of form.querySelectorAll('[data-field]')) {
    label.hidden = !views[view].fields.includes(label.dataset.field);
  }
  const state = form.elements.state;
  if (!views[view].states) return;
  const chosen = state.value;
  state.replaceChildren(...['', ...views[view].states].map((word) => element('option', { value: word }, word || 'any')));
  state.value = views[view].states.includes(chosen) ? chosen : '';
}

function search() {
  const asked = values();
  dress(asked.view);
  const query = addressOf(views, values());
  history.replaceState(null, '', query ? '?' + query : location.pathname);
  load(null);
}

/** Shows the views, the one that the address names first. */
export function showLists(all) {
  views = all;
  const asked = viewOf(views, location.search);
  for (const choice of form.elements.view ?? []) choice.checked = choice.value === asked.view;
  dress(asked.view);
  for (const [name, value] of Object.entries(asked)) if (name !== 'view' && form.elements[name]) form.elements[name].value = value;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener('reset', () => setTimeout(search));
  form.addEventListener('change', search);
  byId('views')?.addEventListener('change', search);
  more.addEventListener('click', () => load(next));
  live.addEventListener('change', () => document.body.classList.toggle('is-live', live.checked));
  setInterval(() => {
    if (live.checked && !document.hidden && !asking && shown.length <= PAGE) load(null, true);
  }, LIVE_EVERY_MS);
  document.body.classList.toggle('is-live', live.checked);
  load(null);
}
