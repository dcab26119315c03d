// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The top of every page: whose it is, the way to the others, and the switch of those that keep themselves fresh. */
import { element } from './dom.js';

const PAGES = [
  ['/', 'Calls'],
  ['/registrations.html', 'Registrations'],
  ['/kpis.html', 'Key figures'],
  ['/alerts.html', 'Alerts'],
];

const band = document.querySelector('header.top');
const here = location.pathname.replace(/index\.html$/, '');
band.append(
  element('a', { class: 'brand', href: '/' }, element('img', { src: '/icon.svg', alt: '', width: 24, height: 24 }), 'Earshot'),
  element('nav', { class: 'pages', 'aria-label': 'Pages' },
    ...PAGES.map(([href, name]) => element('a', { href, 'aria-current': href === here && 'page' }, name))));

/** Refreshes the page every so often while its switch is on and somebody can see it. */
export function whileLive(everyMs, refresh) {
  const live = element('input', { id: 'live', type: 'checkbox', checked: true });
  const show = () => document.body.classList.toggle('is-live', live.checked);
  band.append(element('label', { class: 'switch' }, live, element('span', { class: 'dot', 'aria-hidden': 'true' }), 'Live'));
  live.addEventListener('change', show);
  setInterval(() => { if (live.checked && !document.hidden) refresh(); }, everyMs);
  show();
}
