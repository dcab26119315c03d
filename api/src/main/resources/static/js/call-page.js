// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The page of one call: what it was, its ladder, the quality of each stream, and each message as it was sent. */
import { byId, element } from './dom.js';
import { get } from './api.js';
import { LadderView } from './ladder-view.js';
import { chart } from './interval-chart.js';
import { receiptLines, receiptSentence, receiptTitle } from './receipt.js';
import {
  bandWord, clockText, dayText, durationText, jitterBand, lossBand, microsOf, millisText, mosBand, mosText, NONE,
  percentText, scoreText, stateText, userText,
} from './format.js';
import { confidenceText, legs } from './conversation.js';
import { courseLines } from './course.js';
import { course, encryptionText, findings, halfText, lossText, roundTripText, suspicionText } from './trust.js';
import './top.js';

const view = new LadderView(byId('ladder'), openRow);
let key = null;
let messages = null;
/** Where ladder and messages come from: this call, or all legs of its conversation. */
let subject = null;

async function start() {
  try {
    const call = await find(new URLSearchParams(location.search));
    key = encodeURIComponent(call.callKey);
    subject = '/api/v1/calls/' + key;
    summary(call);
    const [ladder, streams, reports, logs, conversation] = await Promise.all([
      get(subject + '/ladder'), get(subject + '/streams'), get(subject + '/reports'), get(subject + '/logs'),
      get('/api/v1/conversations/' + key)]);
    warnings(ladder.warnings);
    show(ladder);
    logTable(logs.items);
    legTable(conversation);
    streamTable(streams.items);
    reportTable(reports.items);
  } catch (problem) {
    refuse(problem);
  }
  document.body.removeAttribute('aria-busy');
}

function show(ladder) {
  view.show(ladder);
  byId('ladder-empty').hidden = ladder.events.length + ladder.streams.length > 0;
}

/** Draws the ladder of this call, or that of all legs. */
async function chooseLegs() {
  subject = (byId('all-legs').checked ? '/api/v1/conversations/' : '/api/v1/calls/') + key;
  messages = null;
  closeDrawer();
  try {
    show(await get(subject + '/ladder'));
  } catch (problem) {
    refuse(problem);
  }
}

async function find(query) {
  if (query.get('key')) return get('/api/v1/calls/' + encodeURIComponent(query.get('key')));
  const callId = query.get('callId') ?? query.get('call_id');
  if (!callId) throw new Error('The address names no call: add ?key= or ?callId=.');
  const page = await get('/api/v1/calls?callId=' + encodeURIComponent(callId));
  if (!page.items.length) throw new Error('No call with this Call-ID has been seen.');
  return page.items[0];
}

function refuse(problem) {
  const box = byId('problem');
  box.hidden = false;
  box.textContent = problem.message;
  byId('content').hidden = true;
}

function summary(call) {
  const start = microsOf(call.startTime);
  document.title = userText(call.fromUser, call.from) + ' → ' + userText(call.toUser, call.to) + ' · Earshot';
  byId('title').replaceChildren(
    userText(call.fromUser, call.from), element('span', { class: 'to', 'aria-label': 'to' }, ' → '), userText(call.toUser, call.to));
  byId('state').replaceChildren(element('span', { class: 'chip state-' + call.state },
    stateText(call.state) + (call.finalStatus ? ' ' + call.finalStatus : '')));
  byId('call-id').textContent = call.callId;
  const band = mosBand(call.mosLq);
  byId('facts').replaceChildren(
    fact('Started', clockText(start), dayText(start)),
    fact('Setup', millisText(call.setupMs), 'INVITE to ringing'),
    fact('Talked', durationText(call.durationMs), endText(call)),
    fact('MOS', mosText(call.mosLq), band === 'none' ? 'no scored stream' : bandWord(band) + ', worst stream', 'text-' + band),
    fact('Loss', percentText(call.lossPercentMax), 'worst stream', 'text-' + lossBand(call.lossPercentMax)),
    fact('Jitter', millisText(call.jitterMaxMs), 'worst stream, mean', 'text-' + jitterBand(call.jitterMaxMs)),
    fact('Messages', String(call.messages), call.retransmissions + ' retransmitted'),
    ...courseLines(call).map(([name, value, note]) => fact(name, value, note)),
    ...(call.forks > 1 ? [fact('Forks', String(call.forks), 'branches rang')] : []));
}

function endText(call) {
  if (!call.endTime) return call.state === 'answered' ? 'still talking' : '';
  const by = { bye: 'BYE', cancel: 'cancelled', failure: 'refused', timeout: 'no BYE seen', 'capture-end': 'capture ended first' };
  const who = call.byeFrom ? ' by the ' + call.byeFrom : '';
  return (by[call.endedBy] ?? '') + (call.endedBy === 'bye' ? who : '');
}

function fact(name, value, note, style) {
  return element('div', { class: 'fact' }, element('dt', {}, name),
    element('dd', {}, element('span', { class: 'figure ' + (style ?? '') }, value), element('small', {}, note ?? '')));
}

function legTable(conversation) {
  const isAlone = conversation.legs.length < 2;
  byId('conversation').hidden = isAlone;
  byId('all-legs-label').hidden = isAlone;
  byId('conversation-note').hidden = conversation.complete;
  byId('leg-rows').replaceChildren(...legs(conversation).map(legRow));
}

function legRow(leg) {
  const call = leg.call;
  const start = microsOf(call.startTime);
  const name = [userText(call.fromUser, call.from), element('span', { class: 'to' }, ' → '), userText(call.toUser, call.to)];
  const band = mosBand(call.mosLq);
  return element('tr', {},
    element('td', { class: 'number' }, String(leg.number)),
    element('td', {}, leg.isShown
      ? element('strong', {}, ...name)
      : element('a', { href: '/call.html?key=' + encodeURIComponent(call.callKey) }, ...name),
    element('small', {}, call.caller + ' → ' + call.callee)),
    element('td', {}, clockText(start), element('small', {}, dayText(start))),
    element('td', {}, element('span', { class: 'chip state-' + call.state }, stateText(call.state))),
    element('td', { class: 'number' }, element('span', { class: 'mos band-' + band }, mosText(call.mosLq))),
    element('td', { class: 'why' }, ...leg.reasons.flatMap((reason) => [
      element('span', {}, 'With leg ' + reason.leg + ': ' + reason.text + ' (' + confidenceText(reason.confidence) + ')'),
      element('small', {}, reason.values.join(' · '))])));
}

function warnings(list) {
  byId('warnings').replaceChildren(...list.map((warning) => element('li', { class: 'severity-' + warning.severity }, warning.text)));
  byId('warnings').hidden = list.length === 0;
}

function logTable(lines) {
  byId('logs').hidden = lines.length === 0;
  byId('log-rows').replaceChildren(...lines.map(logRow));
}

function logRow(line) {
  const start = microsOf(line.time);
  return element('tr', {},
    element('td', {}, clockText(start), element('small', {}, dayText(start))),
    element('td', {}, line.agent || line.src, element('small', {}, line.probe)),
    element('td', { class: 'logged' }, line.text === null
      ? 'Shown to those only who may see numbers.'
      : line.text + (line.cut ? ' …' : '')));
}

function streamTable(streams) {
  byId('streams-empty').hidden = streams.length > 0;
  byId('streams-table').hidden = streams.length === 0;
  byId('stream-rows').replaceChildren(...streams.map(streamRow));
}

function streamRow(stream) {
  const band = mosBand(stream.mosLq);
  const rtcp = stream.rtcp ?? { sr: 0, rr: 0, xr: 0 };
  const line = element('tr', { tabindex: '0', 'data-stream': stream.id },
    element('td', { class: 'path' }, stream.src, element('span', { class: 'to' }, ' → '), stream.dst, element('small', {}, 'SSRC ' + stream.ssrc + (stream.encrypted ? ' · encrypted' : '') + (stream.encapsulation ? ' · ' + stream.encapsulation : ''))),
    element('td', {}, stream.codec ?? 'unknown', element('small', {}, stream.clockRate ? stream.clockRate / 1000 + ' kHz' : '')),
    element('td', { class: 'number' }, String(stream.packets), element('small', {}, stream.lost + ' lost')),
    element('td', { class: 'number text-' + (stream.captureSuspect ? 'none' : lossBand(stream.lossPercent)) }, lossText(stream),
      element('small', {}, stream.captureSuspect ? 'probe suspect' : '')),
    element('td', { class: 'number text-' + jitterBand(stream.jitterMeanMs) }, millisText(stream.jitterMeanMs), element('small', {}, 'max ' + millisText(stream.jitterMaxMs))),
    element('td', { class: 'number' }, millisText(stream.rttMs)),
    element('td', { class: 'number' }, element('span', { class: 'mos band-' + band }, mosText(stream.mosLq))),
    element('td', { class: 'why' }, receipt(stream) ?? scoreText(stream)),
    element('td', { class: 'number' }, rtcp.sr + ' / ' + rtcp.rr + ' / ' + rtcp.xr));
  line.addEventListener('click', () => openStream(stream.id));
  line.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') openStream(stream.id);
  });
  return line;
}

function reportTable(reports) {
  byId('reports').hidden = reports.length === 0;
  byId('report-rows').replaceChildren(...reports.map(reportRow));
}

function reportRow(report) {
  const by = { rtcpXr: 'RTCP XR of ', vqRtcpxr: 'vq-rtcpxr of ' }[report.kind] ?? 'RTCP of ';
  const burst = report.burstDensityPercent === null ? NONE : percentText(report.burstDensityPercent);
  return element('tr', {},
    element('td', {}, by + (report.device || report.src),
      element('small', {}, [report.report, report.alert, report.ofFarEnd ? 'passed on from the far end' : ''].filter(Boolean).join(' · '))),
    element('td', {}, report.subjectSsrc ? 'SSRC ' + report.subjectSsrc : NONE,
      element('small', {}, report.codec ?? '')),
    element('td', { class: 'number' }, mosText(report.mosLq)),
    element('td', { class: 'number' }, mosText(report.mosCq)),
    element('td', { class: 'number' }, percentText(report.lossPercent)),
    element('td', { class: 'number' }, percentText(report.discardPercent)),
    element('td', { class: 'number' }, burst, element('small', {}, report.burstDurationMs === null ? '' : millisText(report.burstDurationMs) + ' each')),
    element('td', { class: 'number' }, millisText(report.jitterMs)),
    element('td', { class: 'number' }, millisText(report.roundTripDelayMs)));
}

/** Folded: the sentence is one click away, and the click does not open the stream. */
function receipt(stream) {
  const sentence = receiptSentence(stream);
  if (!sentence) return null;
  const fold = element('details', { class: 'receipt' }, element('summary', {}, receiptTitle(stream)),
    element('p', {}, sentence), pairs(receiptLines(stream)));
  for (const event of ['click', 'keydown']) fold.addEventListener(event, (happened) => happened.stopPropagation());
  return fold;
}

function pairs(lines) {
  return element('dl', { class: 'details' }, ...lines.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function openRow(row) {
  if (row.kind === 'media') openStream(row.stream.id);
  else openMessage(row.event);
}

async function openMessage(event) {
  drawer(event.label, [event.src + ' → ' + event.dst, event.transport, 'probe ' + event.probe].filter(Boolean).join(' · '));
  try {
    messages ??= get(subject + '/messages');
    const list = (await messages).items;
    const found = list.find((message) => message.seq === event.seq);
    const raw = found?.raw;
    if (found?.encapsulation) byId('drawer-note').textContent += ' · ' + found.encapsulation;
    byId('drawer-body').replaceChildren(raw === null || raw === undefined
      ? element('p', {}, 'Messages are shown to troubleshooters only.')
      : element('pre', { tabindex: '0' }, raw));
    byId('copy').hidden = !raw;
  } catch (problem) {
    messages = null;
    byId('drawer-body').replaceChildren(element('p', { class: 'problem' }, problem.message));
  }
}

async function openStream(id) {
  view.select('stream:' + id);
  drawer('Media', '');
  byId('copy').hidden = true;
  try {
    const stream = await get('/api/v1/streams/' + encodeURIComponent(id));
    byId('drawer-title').textContent = (stream.codec ?? 'unknown codec') + ' · MOS ' + mosText(stream.mosLq);
    byId('drawer-note').textContent = stream.src + ' → ' + stream.dst;
    byId('drawer-body').replaceChildren(
      element('p', {}, receiptSentence(stream) || scoreText(stream)),
      ...(stream.captureSuspect ? [element('p', { class: 'problem' }, suspicionText(stream))] : []),
      ...chart(stream.intervals),
      details(stream));
  } catch (problem) {
    byId('drawer-body').replaceChildren(element('p', { class: 'problem' }, problem.message));
  }
}

function details(stream) {
  return pairs([
    ['Packets', stream.packets + ', ' + stream.lost + ' lost, ' + stream.duplicates + ' twice, ' + stream.outOfOrder + ' out of order'],
    ['Jitter', millisText(stream.jitterMeanMs) + ' mean, ' + millisText(stream.jitterMaxMs) + ' most'],
    ['Longest gap', millisText(stream.deltaMaxMs)],
    ...course(stream),
    ...((stream.codecs ?? []).length > 1 ? [['Codecs', stream.codecs.join(', then ')]] : []),
    ...((stream.contestedBy ?? []).length ? [['Also claimed by', stream.contestedBy.join(', ')]] : []),
    ...(stream.goodbye != null ? [['Goodbye by RTCP', stream.goodbye || 'without a reason']] : []),
    ...((stream.applications ?? []).length ? [['RTCP applications', stream.applications.join(', ')]] : []),
    ['Loss', lossText(stream)],
    ...(stream.lossPlace ? [['Where', stream.lossPlace]] : []),
    ...(stream.tap?.place ? [['Other taps', stream.tap.place]] : []),
    ['Round trip', roundTripText(stream)],
    ['Probe to sender', halfText(stream.rttToSource)],
    ['Probe to receiver', halfText(stream.rttToReceiver)],
    ['Payload types', (stream.payloadTypes ?? []).join(', ') || NONE],
    ['DSCP', (stream.dscp ?? []).join(', ') || NONE],
    ['Encryption', encryptionText(stream)],
    ...besides(stream),
    ['Bound to the call', bindingText(stream.binding)],
    ...findings(stream),
  ]);
}

/** What only some streams have; the others say nothing of it. */
function besides(stream) {
  const { telephoneEvents: events, redundancy, feedback } = stream;
  const pairs = [];
  if (stream.restarts) pairs.push(['Sequence restarts', String(stream.restarts)]);
  if (events?.count) pairs.push(['Telephone events', events.count + (events.ms ? ', ' + millisText(events.ms) + ' together' : '')]);
  if (redundancy?.depth) {
    pairs.push(['Redundancy', redundancy.recovered + ' of ' + stream.lost + ' lost recovered, '
      + percentText(redundancy.residualLossPercent) + ' remain']);
  }
  if (feedback?.nackedPackets) pairs.push(['Asked for again', feedback.nackedPackets + ' packets']);
  if (feedback?.pictureRequests) pairs.push(['Pictures asked for', String(feedback.pictureRequests)]);
  if (feedback?.bitRateMaxBps) pairs.push(['Rate asked for', 'at most ' + Math.round(feedback.bitRateMaxBps / 1000) + ' kbit/s']);
  if (stream.tool) pairs.push(['Sending program', stream.tool]);
  if (stream.doubtfulReports) pairs.push(['Doubtful reports', stream.doubtfulReports + ' with values that cannot be true, left out']);
  const reported = Object.entries(stream.xrMetrics ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return [...pairs, ...reported.map(([name, value]) => ['Receiver says ' + name, String(Math.round(value * 1000) / 1000)])];
}

function bindingText(binding) {
  return { exact: 'by both ends', 'one-side': 'by one end', oneSide: 'by one end', ice: 'by ICE', ambiguous: 'ambiguous', unbound: 'not bound' }[binding] ?? binding ?? NONE;
}

function drawer(title, note) {
  byId('drawer').hidden = false;
  document.body.classList.add('has-drawer');
  byId('drawer-title').textContent = title;
  byId('drawer-note').textContent = note;
  byId('drawer-body').replaceChildren();
  view.resize();
}

function closeDrawer() {
  byId('drawer').hidden = true;
  document.body.classList.remove('has-drawer');
  view.select(null);
  view.resize();
}

byId('close').addEventListener('click', closeDrawer);
byId('copy').addEventListener('click', () => navigator.clipboard.writeText(byId('drawer-body').textContent));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !byId('drawer').hidden) closeDrawer();
});
byId('all-legs').addEventListener('change', chooseLegs);
for (const choice of document.getElementsByName('time')) {
  choice.addEventListener('change', () => view.setMode(choice.value));
}
window.addEventListener('resize', () => view.resize());
start();

