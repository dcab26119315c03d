// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The page of key figures: everybody's over time, and a table by trunk, peer or probe. */
import { byId, element } from './dom.js';
import { get } from './api.js';
import { NONE, percentText } from './format.js';
import { chart } from './interval-chart.js';
import { CHARTS, COLUMNS, mediaText, nameText, question, secondsText, sideText, spans, statusText } from './kpi-figures.js';
import { whileLive } from './top.js';

const LIVE_EVERY_MS = 10_000;
const form = byId('choice');
const status = byId('status');

async function load() {
  const { range, by } = Object.fromEntries(new FormData(form));
  const { from, step } = question(range, Date.now());
  const since = from ? '&from=' + encodeURIComponent(from) : '';
  try {
    const [course, all, parts] = await Promise.all([
      get('/api/v1/kpis?step=' + step + since),
      get('/api/v1/kpis?step=total' + since),
      get('/api/v1/kpis?step=total&limit=200&by=' + encodeURIComponent(by) + since),
    ]);
    tiles(all.items[0] ?? null);
    byId('charts').replaceChildren(...chart(spans(course.items), CHARTS));
    byId('rows').replaceChildren(...parts.items.map(row));
    byId('table').hidden = parts.items.length === 0;
    byId('empty').hidden = parts.items.length > 0;
    status.className = '';
    status.textContent = all.items.length ? 'Final responses: ' + statusText(all.items[0].statuses) : '';
  } catch (problem) {
    status.className = 'problem';
    status.textContent = problem.message;
  }
}

function tiles(point) {
  const set = (id, text) => { byId(id).textContent = text; };
  set('kpi-attempts', point ? String(point.calls.attempts) : NONE);
  set('kpi-asr', percentText(point?.figures.asrPercent));
  set('kpi-ner', percentText(point?.figures.nerPercent));
  set('kpi-acd', secondsText(point?.figures.acdSeconds));
  set('kpi-most', point ? String(point.load.concurrentMax) : NONE);
  set('kpi-good', point ? mediaText(point) : NONE);
}

function row(point) {
  const call = point.dimension === 'peer' && point.name !== 'other';
  const name = call ? element('a', { href: '/?peer=' + encodeURIComponent(point.name) }, nameText(point)) : nameText(point);
  return element('tr', {},
    element('td', {}, name, element('small', {}, sideText(point))),
    ...COLUMNS.map(([, text, band]) => element('td', { class: 'number text-' + band(point) }, text(point))));
}

function start() {
  byId('heads').append(element('th', { scope: 'col' }, 'Whose'),
    ...COLUMNS.map(([heading]) => element('th', { scope: 'col', class: 'number' }, heading)));
  const asked = new URLSearchParams(location.search);
  for (const name of ['range', 'by']) if (asked.has(name)) form.elements[name].value = asked.get(name);
  form.addEventListener('change', () => {
    history.replaceState(null, '', '?' + new URLSearchParams(new FormData(form)));
    load();
  });
  whileLive(LIVE_EVERY_MS, load);
  load();
}

start();
