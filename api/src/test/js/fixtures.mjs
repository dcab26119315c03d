// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** A call over a proxy as the REST API answers it: a retransmitted INVITE, a long talk, one stream with loss. */

export const START_US = 1_763_709_138_000_123;

function event(seq, offsetUs, from, to, label, more = {}) {
  return {
    seq, tUs: START_US + offsetUs, kind: 'sip', from, to, label, method: 'INVITE', code: null, cseq: 1,
    transaction: '1 INVITE', dialog: 'a;', callId: 'c1', retransmitOf: null, retransmission: 0, deltaUs: 0, sdp: null,
    severity: 'info', probe: 'p1', src: from + ':5060', dst: to + ':5060', transport: 'UDP', ...more,
  };
}

const OFFER = { media: [{ type: 'audio', codec: 'PCMU,PCMA', addr: '10.0.0.1', port: 4000, dir: 'sendrecv' }] };
const ANSWER = { media: [{ type: 'audio', codec: 'PCMU', addr: '10.0.0.3', port: 6000, dir: 'sendrecv' }] };

export function ladder() {
  const [a, b, c] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
  return {
    callKey: '0123456789abcdefghjkmnpqrs', callId: 'c1',
    lanes: [
      { id: a, label: a, alias: null, addresses: [a + ':5060', a + ':4000'], role: 'caller' },
      { id: b, label: b, alias: null, addresses: [b + ':5060'], role: 'proxy' },
      { id: c, label: c, alias: null, addresses: [c + ':5060', c + ':6000'], role: 'callee' },
    ],
    events: [
      event(1, 0, a, b, 'INVITE', { sdp: OFFER }),
      event(2, 3_000, b, a, '100 Trying', { code: 100 }),
      event(3, 10_000, b, c, 'INVITE', { sdp: OFFER }),
      event(4, 510_000, b, c, 'INVITE', { sdp: OFFER, retransmitOf: 3, retransmission: 1 }),
      event(5, 612_000, c, b, '180 Ringing', { code: 180 }),
      event(6, 613_000, b, a, '180 Ringing', { code: 180 }),
      event(7, 3_100_000, c, b, '200 OK', { code: 200, sdp: ANSWER }),
      event(8, 3_101_000, b, a, '200 OK', { code: 200, sdp: ANSWER }),
      event(9, 3_120_000, a, c, 'ACK', { method: 'ACK' }),
      event(10, 15_120_000, a, c, 'BYE', { method: 'BYE', cseq: 2 }),
      event(11, 15_124_000, c, a, '481 Call/Transaction Does Not Exist', { method: 'BYE', cseq: 2, code: 481, severity: 'error' }),
    ],
    streams: [
      stream('s1', a, c, 4000, 6000, { mosLq: 4.41, lossPercent: 0, jitterMs: 0.4 }),
      stream('s2', c, a, 6000, 4000, { mosLq: 3.12, lossPercent: 5.1, lost: 31, jitterMs: 11.2 }),
    ],
    warnings: [{ code: 'no-bye', severity: 'warning', text: 'No BYE was seen; the end is inferred.' }],
  };
}

function stream(id, from, to, sourcePort, destinationPort, more) {
  return {
    id, from, to, src: from + ':' + sourcePort, dst: to + ':' + destinationPort, startUs: START_US + 3_150_000,
    endUs: START_US + 15_110_000, codec: 'PCMU', packets: 600, lost: 0, lossPercent: 0, jitterMs: 0, mosLq: null,
    scoreNote: '', rttMs: null, encrypted: false, ...more,
  };
}
