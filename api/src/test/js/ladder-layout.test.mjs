// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  columns, layout, rows, sdpWords, sentence, sipTone, spread, streamBand, timeline, timeText, yAt,
} from '../../main/resources/static/js/ladder-layout.js';
import { ladder, START_US } from './fixtures.mjs';

const WIDTH = 1000;
const names = new Map([['10.0.0.1', 'phone'], ['10.0.0.2', 'proxy'], ['10.0.0.3', 'gateway']]);

test('lanes share the width evenly, in their order', () => {
  const { lanes, step } = columns(ladder().lanes, WIDTH);
  assert.deepEqual(lanes.map((lane) => lane.id), ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  assert.equal(lanes[1].x - lanes[0].x, step);
  assert.equal(lanes[2].x - lanes[0].x, 2 * step);
});

test('many lanes make the ladder wider than the page instead of squeezing labels', () => {
  const many = Array.from({ length: 12 }, (_, i) => ({ id: 'h' + i, label: 'h' + i, alias: null, addresses: [], role: '' }));
  assert.ok(columns(many, WIDTH).width > WIDTH);
});

test('media comes after the message that began it, and messages keep their order in one microsecond', () => {
  const own = ladder();
  own.events[8].tUs = own.streams[0].startUs;
  own.events[7].tUs = own.streams[0].startUs;
  const kinds = timeline(own).filter((item) => item.tUs === own.streams[0].startUs).map((item) => item.event?.seq ?? item.stream.id);
  assert.deepEqual(kinds, [8, 9, 's1', 's2']);
});

test('every event and stream has a row; silences over a second are folded and say how long', () => {
  const own = ladder();
  const { rows: all } = rows(own);
  assert.equal(all.filter((row) => row.kind === 'sip').length, own.events.length);
  assert.equal(all.filter((row) => row.kind === 'media').length, own.streams.length);
  const folds = layout(own, WIDTH).rows.filter((row) => row.kind === 'fold');
  assert.deepEqual(folds.map((row) => row.text), ['2.5 s without an event', '12.0 s without an event']);
});

test('rows neither overlap nor leave holes', () => {
  const { rows: all, height } = rows(ladder());
  for (let i = 1; i < all.length; i++) assert.equal(all[i].y, all[i - 1].y + all[i - 1].height);
  assert.ok(height >= all.at(-1).y + all.at(-1).height);
});

test('an arrow runs from the lane that sent to the lane that received', () => {
  const drawn = layout(ladder(), WIDTH);
  const x = new Map(drawn.lanes.map((lane) => [lane.id, lane.x]));
  const ringing = drawn.rows.find((row) => row.event?.seq === 5);
  assert.equal(ringing.fromX, x.get('10.0.0.3'));
  assert.equal(ringing.toX, x.get('10.0.0.2'));
});

test('a retransmission is marked with its number', () => {
  const again = layout(ladder(), WIDTH).rows.find((row) => row.event?.seq === 4);
  assert.equal(again.again, true);
  assert.equal(again.mark, '↻1');
});

test('a challenge is not a failure', () => {
  assert.equal(sipTone({ code: null }), 'request');
  assert.equal(sipTone({ code: 180 }), 'provisional');
  assert.equal(sipTone({ code: 200 }), 'success');
  assert.equal(sipTone({ code: 401 }), 'redirect');
  assert.equal(sipTone({ code: 407 }), 'redirect');
  assert.equal(sipTone({ code: 486 }), 'failure');
});

test('SDP reads as codec, endpoint and direction; IPv6 in brackets; port 0 is rejected', () => {
  const media = (more) => ({ media: [{ type: 'audio', codec: 'PCMU', addr: '10.0.0.1', port: 4000, dir: 'sendrecv', ...more }] });
  assert.deepEqual(sdpWords(media({})), ['PCMU 10.0.0.1:4000 sendrecv']);
  assert.deepEqual(sdpWords(media({ addr: '2001:db8::1' })), ['PCMU [2001:db8::1]:4000 sendrecv']);
  assert.deepEqual(sdpWords(media({ type: 'video', port: 0 })), ['video rejected']);
  assert.deepEqual(sdpWords(null), []);
});

test('a ribbon runs along its sender from first packet to last, on the side it sends to', () => {
  const drawn = layout(ladder(), WIDTH);
  const caller = drawn.lanes[0].x;
  const callee = drawn.lanes[2].x;
  const [out, back] = drawn.ribbons;
  const bye = drawn.rows.find((row) => row.event?.seq === 10);
  assert.ok(out.x > caller && out.x < caller + 20);
  assert.ok(back.x < callee && back.x > callee - 20);
  assert.ok(out.bottom > out.top && out.bottom <= bye.lineY);
});

test('ribbons that overlap on one side of a lane stand side by side', () => {
  const one = { id: 'x', lane: 'a', towards: 1, x: 100, top: 0, bottom: 50 };
  const placed = spread([one, { ...one, id: 'y', top: 20, bottom: 90 }, { ...one, id: 'z', top: 60, bottom: 80 }]);
  assert.deepEqual(placed.map((ribbon) => ribbon.slot), [0, 1, 0]);
});

test('a time between two rows lies between them', () => {
  const { rows: all } = rows(ladder());
  const first = all.find((row) => row.event?.seq === 1);
  const second = all.find((row) => row.event?.seq === 2);
  const y = yAt(all, START_US + 1_500);
  assert.ok(y > first.lineY && y < second.lineY);
});

test('a stream without a score is coloured by loss and jitter', () => {
  assert.equal(streamBand({ mosLq: null, lossPercent: 5, jitterMs: 1 }), 'poor');
  assert.equal(streamBand({ mosLq: null, lossPercent: 0, jitterMs: 25 }), 'fair');
  assert.equal(streamBand({ mosLq: 4.2, lossPercent: 5, jitterMs: 1 }), 'good');
});

test('the time column counts from the start or from the event before', () => {
  const trying = layout(ladder(), WIDTH).rows.find((row) => row.event?.seq === 2);
  assert.equal(timeText(trying, 'relative'), '0.003 s');
  assert.equal(timeText(trying, 'delta'), '+3.0 ms');
  assert.match(timeText(trying, 'absolute'), /^\d\d:\d\d:\d\d\.003$/);
});

test('every row can be heard', () => {
  const drawn = layout(ladder(), WIDTH);
  const heard = (seq) => sentence(drawn.rows.find((row) => row.event?.seq === seq), names);
  assert.equal(heard(1), 'INVITE from phone to proxy at 0.000 s, SDP PCMU,PCMA 10.0.0.1:4000 sendrecv');
  assert.equal(heard(4), 'INVITE from proxy to gateway at 0.510 s, retransmission 1, SDP PCMU,PCMA 10.0.0.1:4000 sendrecv');
  const media = drawn.rows.find((row) => row.kind === 'media');
  assert.equal(sentence(media, names), 'Media PCMU, 0.0 % loss, jitter 0.4 ms, MOS 4.41 from phone to gateway at 3.150 s, for 0:12');
});

test('an empty ladder is an empty picture', () => {
  const drawn = layout({ lanes: [], events: [], streams: [], warnings: [] }, WIDTH);
  assert.deepEqual([drawn.rows, drawn.ribbons, drawn.lanes], [[], [], []]);
});
