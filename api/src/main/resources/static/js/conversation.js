// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What the legs of a conversation are to each other, in words. Pure functions from the API's JSON. */

/** Each leg with its number, from 1 in order of start, and why it belongs to the others. */
export function legs(conversation) {
  const numbers = new Map(conversation.legs.map((leg, index) => [leg.callKey, index + 1]));
  return conversation.legs.map((call) => ({
    call,
    number: numbers.get(call.callKey),
    isShown: call.callKey === conversation.callKey,
    reasons: reasons(conversation.links, call.callKey, numbers),
  }));
}

/** One sentence for each leg that this one is linked to, surest reason first. */
function reasons(links, key, numbers) {
  const byLeg = new Map();
  for (const link of links) {
    if (link.callKey !== key && link.linkedCallKey !== key) continue;
    const number = numbers.get(link.callKey === key ? link.linkedCallKey : link.callKey);
    if (number === undefined) continue;
    byLeg.set(number, [...(byLeg.get(number) ?? []), link]);
  }
  return [...byLeg.entries()].sort(([a], [b]) => a - b).map(([number, found]) => {
    const sorted = found.sort((a, b) => b.confidence - a.confidence || a.reason.localeCompare(b.reason));
    return {
      leg: number,
      text: sorted.map((link) => link.why).join('; '),
      confidence: together(sorted),
      values: sorted.flatMap((link) => link.values ?? []),
    };
  });
}

/** Reasons that do not depend on each other make a link surer: what is left is the chance that all of them deceive. */
export function together(links) {
  return 1 - links.reduce((doubt, link) => doubt * (1 - link.confidence), 1);
}

export function confidenceText(confidence) {
  return confidence >= 0.995 ? 'over 99 %' : Math.round(confidence * 100) + ' %';
}
