// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What each view of the page of registrations asks and shows: columns as text and a tone, nothing of the page. Pure. */
import { microsOf, millisText, NONE, userText } from './format.js';
import { cell, number, spanText, timeText } from './list-views.js';

const REGISTRATION_TONES = { registered: 'good', expired: 'fair', deregistered: 'none', failed: 'poor', challenged: 'none' };
const SUBSCRIPTION_TONES = { active: 'good', pending: 'fair', terminated: 'none', expired: 'fair', failed: 'poor' };
const PEER_TONES = { up: 'good', down: 'poor', unknown: 'none' };

export const VIEWS = {
  registrations: {
    path: '/api/v1/registrations',
    what: ['registration', 'registrations'],
    fields: ['user', 'contact', 'source', 'state', 'failing'],
    states: Object.keys(REGISTRATION_TONES),
    heads: ['State', 'Address of record', 'Contact', 'Expires', 'Refreshed', 'Last failure', 'From', 'Device'],
    cells: (row, nowMs) => [
      cell(row.state + (row.state === 'registered' && row.consecutiveFailures > 0 ? ' · refresh fails' : ''),
        { tone: row.consecutiveFailures > 0 ? 'poor' : REGISTRATION_TONES[row.state] }),
      cell(row.aor),
      cell(row.contactUri, { small: row.gruu ? 'GRUU' : '' }),
      cell(expiryText(row, nowMs), { small: row.expiresGrantedSeconds === null ? '' : 'granted ' + row.expiresGrantedSeconds + ' s' }),
      cell(refreshText(row)),
      cell(row.lastFailure, { small: row.lastFailureTime ? row.failures + ' in all, last ' + timeText(row.lastFailureTime) : '' }),
      cell(row.src + ' ' + row.transport, { small: natText(row) }),
      cell(row.userAgent),
    ],
  },
  subscriptions: {
    path: '/api/v1/subscriptions',
    what: ['subscription or publication', 'subscriptions and publications'],
    fields: ['user', 'event', 'state', 'failing'],
    states: Object.keys(SUBSCRIPTION_TONES),
    heads: ['State', 'Event', 'Who', 'Of', 'Expires', 'Refreshes', 'Notified', 'Last failure', 'From'],
    cells: (row, nowMs) => [
      cell(row.state, { tone: SUBSCRIPTION_TONES[row.state], small: row.terminatedReason }),
      cell(row.event, { small: row.kind }),
      cell(userText(row.fromUser, row.from)),
      cell(userText(row.toUser, row.to)),
      cell(expiryText(row, nowMs)),
      number(row.refreshes),
      number(row.notifications),
      cell(row.lastFailure, { small: row.failures > 0 ? row.failures + ' in all' : '' }),
      cell(row.src + ' ' + row.transport),
    ],
  },
  peers: {
    path: '/api/v1/availability',
    what: ['pair of addresses', 'pairs of addresses'],
    fields: ['source', 'peer', 'state', 'oversized'],
    states: Object.keys(PEER_TONES),
    heads: ['State', 'Peer', 'Asked by', 'Since', 'Answered', 'Timeouts', 'Last', 'Min / mean / max', 'Too large for UDP', 'Changes'],
    cells: (row) => [
      cell(row.state, { tone: PEER_TONES[row.state] }),
      cell(row.peer),
      cell(row.src),
      cell(row.sinceTime ? timeText(row.sinceTime) : 'unknown'),
      number(row.pings > 0 ? row.answered + ' of ' + row.pings : null),
      number(row.timeouts),
      number(millisText(row.responseMs)),
      number([row.responseMinMs, row.responseMeanMs, row.responseMaxMs].map(millisText).join(' / ')),
      cell(sizeText(row), { small: row.octetsMax ? 'largest ' + row.octetsMax + ' octets' : '' }),
      cell(row.transitions, { small: (row.recentTransitions ?? []).slice(-1).map(transitionText).join('') }),
    ],
  },
  credentials: {
    path: '/api/v1/authentication-failures',
    what: ['user and source', 'users and sources'],
    fields: ['user', 'source'],
    states: [],
    heads: ['Refused in a row', 'User', 'Source', 'At', 'Refused', 'Accepted', 'Last', 'Methods', 'Device'],
    cells: (row) => [
      cell(row.consecutiveFailures, { tone: row.consecutiveFailures > 2 ? 'poor' : row.consecutiveFailures > 0 ? 'fair' : 'none' }),
      cell(row.aor, { small: row.credentialsUser && row.credentialsUser !== row.user ? 'as ' + row.credentialsUser : '' }),
      cell(row.src),
      cell(row.dst),
      number(row.failures),
      number(row.accepted),
      cell(row.lastStatus, { small: timeText(row.lastFailureTime) }),
      cell((row.methods ?? []).join(', ')),
      cell(row.userAgent),
    ],
  },
  messages: {
    path: '/api/v1/transactions',
    fixed: { method: 'MESSAGE' },
    what: ['message', 'messages'],
    fields: ['user', 'failing'],
    states: [],
    heads: ['Delivery', 'Sent', 'From', 'To', 'Response', 'Sent again', 'Via'],
    cells: (row) => [
      cell(deliveryText(row.status), { tone: deliveryTone(row.status), small: row.status === null ? '' : 'status ' + row.status }),
      cell(timeText(row.startTime)),
      cell(userText(row.fromUser, row.from)),
      cell(userText(row.toUser, row.to)),
      number(millisText(row.responseMs)),
      number(row.retransmissions),
      cell(row.src + ' → ' + row.dst),
    ],
  },
};

/** `in 4 min 59 s`, or when it ended; what nobody said is a dash. */
export function expiryText(row, nowMs) {
  if (row.endedTime) return 'ended ' + timeText(row.endedTime);
  if (!row.expiresTime) return NONE;
  const seconds = Math.round(microsOf(row.expiresTime) / 1_000_000 - nowMs / 1000);
  return seconds < 0 ? 'was due ' + timeText(row.expiresTime) : 'in ' + spanText(seconds);
}

function refreshText(row) {
  if (row.refreshes === 0) return NONE;
  return row.refreshes + ' times, every ' + spanText(Math.round(row.refreshMeanSeconds));
}

function natText(row) {
  if (row.behindNat === null || row.behindNat === undefined) return '';
  return row.behindNat ? 'behind NAT: ' + row.natSigns.join(', ') : '';
}

function sizeText(row) {
  const parts = [];
  if (row.oversized > 0) parts.push(row.oversized + ' over 1300 octets');
  if (row.fragmented > 0) parts.push(row.fragmented + ' fragmented, up to ' + row.fragmentsMax);
  if (row.tooLarge > 0) parts.push(row.tooLarge + ' answered 513');
  if (row.flowFailed > 0) parts.push(row.flowFailed + ' answered 430');
  return parts.join(', ');
}

/** `2026-01-15T09:00:00Z down` in the reader's zone. */
function transitionText(transition) {
  const space = transition.lastIndexOf(' ');
  return transition.slice(space + 1) + ' ' + timeText(transition.slice(0, space));
}

/** RFC 3428: 202 only says that a relay took it. */
function deliveryText(status) {
  if (status === null || status === undefined) return 'no answer';
  if (status === 202) return 'accepted';
  if (status < 300) return 'delivered';
  return status === 401 || status === 407 ? 'challenged' : 'failed';
}

function deliveryTone(status) {
  const text = deliveryText(status);
  return { delivered: 'good', accepted: 'fair', challenged: 'none' }[text] ?? 'poor';
}
