// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What the page of alerts asks and shows. Pure: nothing of the page. */
import { microsOf } from './format.js';
import { cell, spanText, timeText } from './list-views.js';

const CALLS_SHOWN = 3;
/** Patterns over registrations: what shows them are no calls. */
const OF_REGISTRATIONS = ['pattern.registration-storm', 'pattern.registrar-storm'];
const SEVERITY_TONES = { critical: 'poor', error: 'poor', warning: 'fair', info: 'none' };

export const VIEWS = {
  alerts: {
    path: '/api/v1/alerts',
    what: ['alert', 'alerts'],
    fields: ['status', 'kind', 'rule', 'subject'],
    heads: ['State', 'Since', 'Lasted', 'Alert', 'What', 'Subject', 'Calls'],
    cells: (row, nowMs) => [
      cell(row.status, { tone: row.status === 'firing' ? SEVERITY_TONES[row.severity] ?? 'fair' : 'none', small: row.severity }),
      cell(timeText(row.startsAt)),
      cell(lastedText(row, nowMs)),
      cell(row.annotations.title || row.rule, { small: row.rule }),
      cell(row.annotations.summary, { small: measureText(row), isSentence: true }),
      subjectCell(row),
      callsCell(row),
    ],
  },
};

/** How long it fired, or has been firing. */
export function lastedText(row, nowMs) {
  const until = row.endsAt ? microsOf(row.endsAt) / 1000 : nowMs;
  const span = spanText(Math.max(0, Math.round((until - microsOf(row.startsAt) / 1000) / 1000)));
  return row.endsAt ? span : span + ' so far';
}

/** `rtp.loss_ratio 0.081, limit 0.03`; the sentence of a pattern says it already. */
function measureText(row) {
  if (isPattern(row)) return '';
  return row.metric + ' ' + figure(row.value) + ', limit ' + figure(row.threshold);
}

function figure(value) {
  return String(Number(value.toPrecision(3)));
}

export function isPattern(row) {
  return row.metric.startsWith('pattern.');
}

/** Whom it is about, with the way to the calls of a source, peer, user, codec or number; of a stream its two ends. */
function subjectCell(row) {
  if (!isPattern(row)) return cell(endsText(row.labels) || row.subject, { small: row.labels.codec });
  const [kind, name] = split(row.subject, ':');
  const text = kind + ' ' + name;
  if (OF_REGISTRATIONS.includes(row.metric)) {
    return kind === 'source' ? cell(text, { links: [{ href: '/registrations.html?' + new URLSearchParams({ source: name }), text }] }) : cell(text);
  }
  const query = searchOf(kind, name);
  return cell(text, { links: query ? [{ href: '/?' + new URLSearchParams(query), text }] : [] });
}

function endsText(labels) {
  return labels.source && labels.destination ? labels.source + ' → ' + labels.destination : '';
}

/** The search that shows a subject's calls; null where none does. A masked number finds nothing, its address does. */
export function searchOf(kind, name) {
  switch (kind) {
    case 'source':
      return { peer: name };
    case 'peer':
      return { peer: split(name, '/')[0] };
    case 'user': {
      const at = name.lastIndexOf('@');
      const user = name.slice(0, at);
      return user.includes('•') ? { peer: name.slice(at + 1) } : { user, peer: name.slice(at + 1) };
    }
    case 'codec':
      return { codec: name };
    case 'prefix':
      return { user: name };
    default:
      return null;
  }
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The first calls that show it. */
function callsCell(row) {
  if (OF_REGISTRATIONS.includes(row.metric)) return cell(null);
  const links = row.callIds.slice(0, CALLS_SHOWN)
    .map((callId) => ({ href: '/call.html?callId=' + encodeURIComponent(callId), text: callId }));
  const rest = row.callIds.length - links.length;
  return cell(null, { links, small: rest > 0 ? 'and ' + rest + ' more' : '' });
}
