// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The page of registrations and of whatever else SIP tells outside calls: one form, one table, several views. */
import { byId, element } from './dom.js';
import { get } from './api.js';
import { addressOf, narrows, viewOf, viewQuery, VIEWS } from './outside-views.js';

const PAGE = 50;
const LIVE_EVERY_MS = 5000;

const form = byId('search');
const status = byId('status');
const more = byId('more');
const live = byId('live');
let next = null;
let asking = null;
let shown = [];

function values() {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

async function load(cursor, quietly) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  const asked = values();
  if (!quietly) byId('results').setAttribute('aria-busy', 'true');
  try {
    const page = await get(viewQuery(asked.view, asked, PAGE, cursor), mine.signal);
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
  const view = VIEWS[asked.view];
  const now = Date.now();
  byId('heads').replaceChildren(...view.heads.map((head) => element('th', { scope: 'col' }, head)));
  byId('rows').replaceChildren(...shown.map((row) => element('tr', {}, ...view.cells(row, now).map(drawCell))));
  more.hidden = !next;
  byId('table').hidden = shown.length === 0;
  byId('empty').hidden = shown.length > 0;
  byId('empty-hint').textContent = narrows(asked)
    ? 'Nothing fits these filters. Clear a field.'
    : 'No ' + view.what[0] + ' has been seen yet.';
  status.className = '';
  status.textContent = shown.length + (next ? '+' : '') + ' ' + view.what[shown.length === 1 ? 0 : 1];
  for (const field of form.elements) field.removeAttribute?.('aria-invalid');
}

function drawCell({ text, small, tone, right }) {
  const content = tone ? element('span', { class: 'chip tone-' + tone }, text) : text;
  return element('td', { class: right ? 'number' : null }, content, small ? element('small', {}, small) : null);
}

function refuse(problem) {
  status.className = 'problem';
  status.textContent = problem.message;
  for (const name of problem.fields ?? []) form.elements[name]?.setAttribute?.('aria-invalid', 'true');
}

/** Only the fields that the view knows; the states are its own. */
function dress(view) {
  for (const label of form.querySelectorAll('[data-field]')) {
    label.hidden = !VIEWS[view].fields.includes(label.dataset.field);
  }
  const state = form.elements.state;
  const chosen = state.value;
  state.replaceChildren(...['', ...VIEWS[view].states].map((word) => element('option', { value: word }, word || 'any')));
  state.value = VIEWS[view].states.includes(chosen) ? chosen : '';
}

function search() {
  const asked = values();
  dress(asked.view);
  const query = addressOf(values());
  history.replaceState(null, '', query ? '?' + query : location.pathname);
  load(null);
}

function start() {
  const asked = viewOf(location.search);
  for (const choice of form.elements.view) choice.checked = choice.value === asked.view;
  dress(asked.view);
  for (const [name, value] of Object.entries(asked)) if (name !== 'view' && form.elements[name]) form.elements[name].value = value;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener('reset', () => setTimeout(search));
  form.addEventListener('change', search);
  byId('views').addEventListener('change', search);
  more.addEventListener('click', () => load(next));
  live.addEventListener('change', () => document.body.classList.toggle('is-live', live.checked));
  setInterval(() => {
    if (live.checked && !document.hidden && !asking && shown.length <= PAGE) load(null, true);
  }, LIVE_EVERY_MS);
  document.body.classList.toggle('is-live', live.checked);
  load(null);
}

start();
