// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Draws a laid-out ladder: an SVG of lanes and arrows that only eyes need, under a list of buttons that carries the
 * same in words and takes keyboard and mouse.
 */
import { element, svg } from './dom.js';
import { layout, sentence, timeText } from './ladder-layout.js';

const HEAD = 7;
/** Width of one character of the chip's fixed-width font. */
const CHIP_CHARACTER = 6.65;

export class LadderView {
  /** `onOpen(row)` is called when a row is opened by click or Enter. */
  constructor(root, onOpen) {
    this.root = root;
    this.onOpen = onOpen;
    this.mode = 'absolute';
    this.selected = null;
    root.addEventListener('keydown', (event) => this.#key(event));
  }

  show(ladder) {
    this.ladder = ladder;
    this.#draw();
  }

  setMode(mode) {
    this.mode = mode;
    this.resize();
  }

  /** Redraws for a new width or mode, once there is something to draw. */
  resize() {
    if (this.ladder) this.#draw();
  }

  #draw() {
    const drawn = layout(this.ladder, this.root.clientWidth);
    this.buttons = [];
    const body = element('div', { class: 'ladder-body' }, picture(drawn), this.#list(drawn));
    body.style.width = drawn.width + 'px';
    body.style.height = drawn.height + 'px';
    this.root.replaceChildren(heads(drawn), body);
    this.#mark();
  }

  #list(drawn) {
    const names = new Map(drawn.lanes.map((lane) => [lane.id, lane.alias || lane.label]));
    const list = element('ol', { class: 'ladder-rows', 'aria-label': 'Messages and media in order of time' });
    for (const row of drawn.rows) list.append(this.#item(row, names));
    return list;
  }

  #item(row, names) {
    const time = element('span', { class: 'ladder-time', 'aria-hidden': 'true' }, row.kind === 'fold' ? '' : timeText(row, this.mode));
    const words = element('span', { class: 'only-heard' }, sentence(row, names));
    const openable = row.kind !== 'fold';
    const inner = openable
      ? element('button', { type: 'button', tabindex: this.buttons.length ? '-1' : '0', 'data-row': rowKey(row) }, time, words)
      : element('div', { class: 'fold' }, words);
    inner.style.top = row.y + 'px';
    inner.style.height = row.height + 'px';
    if (openable) {
      inner.addEventListener('click', () => this.#open(row));
      this.buttons.push(inner);
    }
    return element('li', { class: 'ladder-row' }, inner);
  }

  #open(row) {
    this.selected = rowKey(row);
    this.#mark();
    this.onOpen(row);
  }

  /** Shows which row is open; null closes. */
  select(key) {
    this.selected = key;
    this.#mark();
  }

  #mark() {
    for (const button of this.buttons ?? []) {
      if (button.dataset.row === this.selected) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.buttons.length) return;
    const now = this.buttons.indexOf(document.activeElement);
    const next = this.buttons[Math.min(this.buttons.length - 1, Math.max(0, now + step))];
    event.preventDefault();
    for (const button of this.buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    // While a message is open, moving on shows the next one.
    if (this.selected !== null) next.click();
  }
}

export function rowKey(row) {
  return row.kind === 'media' ? 'stream:' + row.stream.id : 'message:' + row.event?.seq;
}

function heads(drawn) {
  const head = element('div', { class: 'ladder-head' }, element('div', { class: 'ladder-corner' }, 'Time'));
  head.style.width = drawn.width + 'px';
  for (const lane of drawn.lanes) {
    const ports = lane.addresses.filter((address) => address !== lane.id).map((address) => address.slice(address.lastIndexOf(':')));
    const cell = element('div', { class: 'lane-head', title: lane.addresses.join('\n') },
      element('strong', {}, lane.alias || lane.label),
      element('small', {}, [lane.role, ports.slice(0, 3).join(' ') + (ports.length > 3 ? ' …' : '')].filter(Boolean).join(' · ')));
    cell.style.left = lane.x - drawn.step / 2 + 'px';
    cell.style.width = drawn.step + 'px';
    head.append(cell);
  }
  return head;
}

function picture(drawn) {
  const image = svg('svg', {
    width: drawn.width, height: drawn.height, viewBox: '0 0 ' + drawn.width + ' ' + drawn.height, 'aria-hidden': 'true',
    focusable: 'false',
  });
  for (const lane of drawn.lanes) {
    image.append(svg('line', { class: 'lane', x1: lane.x, x2: lane.x, y1: 0, y2: drawn.height - 8 }));
  }
  for (const ribbon of drawn.ribbons) {
    image.append(svg('rect', {
      class: 'ribbon band-' + ribbon.band, x: ribbon.x - 2.5, y: ribbon.top, width: 5, height: ribbon.bottom - ribbon.top, rx: 2.5,
    }));
  }
  for (const row of drawn.rows) image.append(row.kind === 'fold' ? fold(row, drawn.width) : row.self ? loop(row) : arrow(row));
  return image;
}

function fold(row, width) {
  const y = row.y + row.height / 2;
  return svg('g', { class: 'fold-mark' },
    svg('line', { x1: 0, x2: width, y1: y, y2: y }),
    svg('text', { x: 16, y: y + 4 }, row.text));
}

function arrow(row) {
  const right = row.toX > row.fromX;
  const tip = row.toX - (right ? 1 : -1);
  const back = tip - (right ? HEAD : -HEAD) * (row.kind === 'media' ? 1.5 : 1);
  const spread = row.kind === 'media' ? HEAD : HEAD - 2;
  const points = [[tip, row.lineY], [back, row.lineY - spread], [back, row.lineY + spread]].map((p) => p.join(',')).join(' ');
  return svg('g', { class: classes(row) },
    svg('line', { class: 'shaft', x1: row.fromX, x2: back, y1: row.lineY, y2: row.lineY }),
    svg('polygon', { class: 'head', points }),
    ...words(row));
}

/** A message from a lane to itself: a small hook to the right. */
function loop(row) {
  const x = row.fromX;
  const y = row.lineY;
  return svg('g', { class: classes(row) },
    svg('path', { class: 'shaft', d: 'M' + x + ',' + (y - 8) + ' h26 v12 h-18', fill: 'none' }),
    svg('polygon', { class: 'head', points: [[x + 1, y + 4], [x + 9, y], [x + 9, y + 8]].map((p) => p.join(',')).join(' ') }),
    svg('text', { class: 'label', x: x + 34, y: y + 2, 'text-anchor': 'start' }, row.label + (row.mark ? ' ' + row.mark : '')));
}

function words(row) {
  const texts = [svg('text', { class: 'label', x: row.labelX, y: row.lineY - 7 }, cut(row.label, row.room, 7.4), row.mark ? svg('tspan', { class: 'again', dx: 6 }, row.mark) : null)];
  if (row.sdp.length) {
    const text = cut(row.sdp[0] + (row.sdp.length > 1 ? '  +' + (row.sdp.length - 1) : ''), row.room - 24, CHIP_CHARACTER);
    const width = text.length * CHIP_CHARACTER + 16;
    texts.push(svg('rect', { class: 'chip', x: row.labelX - width / 2, y: row.lineY + 6, width, height: 17, rx: 4 }));
    texts.push(svg('text', { class: 'chip-text', x: row.labelX, y: row.lineY + 18 }, text));
  }
  return texts;
}

function classes(row) {
  return row.kind === 'media'
    ? 'arrow media band-' + row.band
    : 'arrow tone-' + row.tone + (row.again ? ' retransmitted' : '');
}

function cut(text, room, perCharacter) {
  const most = Math.max(8, Math.floor((room - 16) / perCharacter));
  return text.length <= most ? text : text.slice(0, most - 1) + '…';
}
