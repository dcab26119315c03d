// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Makes elements. Text from the wire only ever becomes a text node, never markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** `element('td', { class: 'mos' }, 'text', child, ...)`. */
export function element(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}
