// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The receipt of a score as lines for reading: what it was computed from, and what cost how much. Pure: no page. */
import { millisText, mosText, NONE, percentText } from './format.js';

const CONFIDENCE = { high: 'high', medium: 'medium', low: 'low', none: 'none' };
const MODE_FROM = {
  codec: '', sdp: ' (from the SDP)', packets: ' (from its packets)', caution: ' (not known: the worst is taken)',
};
const DELAY_FROM = { measured: 'measured by RTCP', assumed: 'assumed', unknown: 'unknown' };

/** `why 3.94?`, or why there is none. */
export function receiptTitle(stream) {
  return stream.mosLq === null || stream.mosLq === undefined ? 'why unknown?' : 'why ' + mosText(stream.mosLq) + '?';
}

/** One sentence; empty for streams that were stored before there were receipts. */
export function receiptSentence(stream) {
  return stream.receipt?.sentence ?? '';
}

/** Pairs of name and value, in the order in which a score comes about. */
export function receiptLines(stream) {
  const receipt = stream.receipt;
  if (!receipt?.sentence) return [];
  const packets = ['Packets behind it', String(receipt.packets)];
  if (!receipt.formula) return [packets];
  const mode = receipt.codecMode ? ' ' + receipt.codecMode + (MODE_FROM[receipt.codecModeFrom] ?? '') : '';
  return [
    ['Formula', receipt.formula],
    ['Codec', (stream.codec ?? 'unknown') + mode + ', ' + stream.scale],
    ['Constants', 'Ie ' + receipt.ie + ', Bpl ' + receipt.bpl + ' %, ' + receipt.constants],
    ['Source', receipt.constantsSource],
    ['Lost', percentText(receipt.lossPercent) + recoveredText(receipt) + costText(receipt.costLoss)],
    ['Too late', percentText(receipt.discardPercent) + costText(receipt.costDiscard) + ', buffer ' + receipt.buffer],
    ['Burst ratio', receipt.burstRatio.toFixed(2) + costText(receipt.costBurst)],
    ['Delay', delayText(receipt)],
    ['MOS-CQ', mosText(stream.mosCq)],
    packets,
    ['Confidence', (CONFIDENCE[receipt.confidence] ?? NONE) + receipt.doubts.map((doubt) => '; ' + doubt).join('')],
  ];
}

function delayText(receipt) {
  if (receipt.oneWayMs === null) return 'unknown: no MOS-CQ';
  const parts = [['network', receipt.networkMs], ['playout', receipt.playoutMs], ['packet', receipt.packetMs], ['codec', receipt.lookaheadMs]];
  return millisText(receipt.oneWayMs) + ' one way' + costText(receipt.costDelay) + ' = '
    + parts.map(([name, ms]) => millisText(ms) + ' ' + name).join(' + ') + '; ' + (DELAY_FROM[receipt.delaySource] ?? NONE);
}

function recoveredText(receipt) {
  return receipt.recoveredPercent > 0 ? ', ' + percentText(receipt.recoveredPercent) + ' recovered by redundancy' : '';
}

function costText(cost) {
  return cost >= 0.005 ? ' (cost ' + cost.toFixed(2) + ')' : '';
}
