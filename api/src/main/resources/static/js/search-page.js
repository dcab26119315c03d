// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The search page: a form, a table that follows it, and a live switch that keeps both fresh. */
import { byId, element } from './dom.js';
import { get } from './api.js';
import { apiQuery, FIELDS, formOf, isNarrowed, pageQuery } from './query.js';
import {
  bandWord, clockText, dayText, durationText, lossBand, microsOf, millisText, mosBand, mosText, NONE, percentText,
  stateText, userText,
} from './format.js';
import { PAGE, showResults } from './results.js';

const LIVE_EVERY_MS = 2000;

const form = byId('search');

function values() {
  const data = new FormData(form);
  return Object.fromEntries([...FIELDS, 'range'].map((field) => [field, String(data.get(field) ?? '')]));
}

function draw(found, asked) {
  figures();
  return {
    rows: found.map(row),
    what: ['call', 'calls'],
    hint: isNarrowed(asked)
      ? 'No call fits these filters. Widen the time or clear a field.'
      : 'No call has been seen yet. Calls appear here within seconds of their first INVITE.',
  };
}

function row(call) {
  const start = microsOf(call.startTime);
  const href = '/call.html?key=' + encodeURIComponent(call.callKey);
  const link = element('a', { href }, userText(call.fromUser, call.from), element('span', { class: 'to', 'aria-label': 'to' }, ' → '), userText(call.toUser, call.to));
  const line = element('tr', { 'data-key': call.callKey },
    element('td', {}, stateChip(call)),
    element('td', { class: 'time' }, element('span', { class: 'day' }, dayText(start)), ' ' + clockText(start)),
    element('td', { class: 'who' }, link),
    element('td', { class: 'number' }, millisText(call.setupMs)),
    element('td', { class: 'number' }, durationText(call.durationMs)),
    element('td', { class: 'number' }, mosChip(call.mosLq)),
    element('td', { class: 'number text-' + lossBand(call.lossPercentMax) }, percentText(call.lossPercentMax)),
    element('td', { class: 'number' }, millisText(call.jitterMaxMs)),
    element('td', {}, (call.codecs ?? []).join(', ') || NONE),
    element('td', { class: 'call-id', title: call.callId }, call.callId));
  line.addEventListener('click', (event) => {
    if (event.target.closest('a') || window.getSelection().toString()) return;
    location.href = href;
  });
  return line;
}

function stateChip(call) {
  const code = call.finalStatus && call.state !== 'answered' ? ' ' + call.finalStatus : '';
  const ongoing = call.state === 'answered' && !call.endTime ? ' · talking' : '';
  return element('span', { class: 'chip state-' + call.state }, stateText(call.state) + code + ongoing);
}

function mosChip(mos) {
  const band = mosBand(mos);
  if (band === 'none') return NONE;
  return element('span', { class: 'mos band-' + band, title: bandWord(band) },
    mosText(mos), element('span', { class: 'only-heard' }, ' ' + bandWord(band)));
}

async function figures() {
  const range = apiQuery({ range: values().range }, Date.now(), 1).replace(/&?limit=1/, '');
  const kpis = await get('/api/v1/calls/summary?' + range).catch(() => null);
  if (!kpis) return;
  const share = kpis.calls ? (100 * kpis.answered) / kpis.calls : null;
  byId('kpi-calls').textContent = String(kpis.calls);
  byId('kpi-answered').textContent = percentText(share);
  byId('kpi-setup').textContent = millisText(kpis.setupMsMedian);
  byId('kpi-mos').textContent = kpis.mosLqMean === null ? NONE : mosText(kpis.mosLqMean);
  byId('kpi-poor').textContent = String(kpis.poor);
  byId('kpi-mos').className = 'figure text-' + mosBand(kpis.mosLqMean);
  byId('kpi-poor').className = 'figure ' + (kpis.poor > 0 ? 'text-poor' : '');
}

function start() {
  const asked = formOf(location.search);
  for (const [name, value] of Object.entries(asked)) if (form.elements[name]) form.elements[name].value = value;
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.closest('input, select')) {
      event.preventDefault();
      form.elements.user.focus();
    }
  });
  showResults({
    values,
    question: (said, cursor) => '/api/v1/calls?' + apiQuery(said, Date.now(), PAGE, cursor),
    draw,
    address: pageQuery,
    everyMs: LIVE_EVERY_MS,
  });
}

start();
