// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** A page of one form and one table that shows the views of a list, one at a time. */
import { byId, element } from './dom.js';
import { addressOf, narrows, viewOf, viewQuery } from './list-views.js';
import { PAGE, showResults } from './results.js';

const LIVE_EVERY_MS = 5000;

const form = byId('search');
let views = {};

/** A page of one view only has nothing to choose it by. */
function values() {
  const chosen = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  return { view: Object.keys(views)[0], ...chosen };
}

function draw(found, asked) {
  const view = views[asked.view];
  const now = Date.now();
  byId('heads').replaceChildren(...view.heads.map((head) => element('th', { scope: 'col' }, head)));
  return {
    rows: found.map((row) => element('tr', {}, ...view.cells(row, now).map(drawCell))),
    what: view.what,
    hint: narrows(view, asked)
      ? 'Nothing fits these filters. Clear a field.'
      : 'No ' + view.what[0] + ' has been seen yet.',
  };
}

function drawCell({ text, small, tone, right, links, isSentence }) {
  const content = tone ? element('span', { class: 'chip tone-' + tone }, text)
    : links?.length ? element('span', { class: 'links' }, ...links.map((link) => element('a', { href: link.href }, link.text)))
    : text;
  return element('td', { class: right ? 'number' : isSentence ? 'sentence' : null }, content, small ? element('small', {}, small) : null);
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

/** Shows the views, the one that the address names first. */
export function showLists(all) {
  views = all;
  const asked = viewOf(views, location.search);
  for (const choice of form.elements.view ?? []) choice.checked = choice.value === asked.view;
  dress(asked.view);
  for (const [name, value] of Object.entries(asked)) if (name !== 'view' && form.elements[name]) form.elements[name].value = value;
  const search = showResults({
    values,
    question: (said, cursor) => viewQuery(views[said.view], said, PAGE, cursor),
    draw,
    address: (said) => {
      dress(said.view);
      return addressOf(views, values());
    },
    everyMs: LIVE_EVERY_MS,
  });
  byId('views')?.addEventListener('change', search);
}
