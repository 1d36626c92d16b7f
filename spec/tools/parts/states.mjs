// The life of a room object as a table of its transitions, and as a diagram.

import { EVENTS, STATES } from '../life.mjs';
import { table } from '../markdown.mjs';

const HEAD = ['state', 'what happens', 'state after', 'reason', 'the client is told', 'only'];

const inOrder = (a, b) =>
  STATES.indexOf(a.from) - STATES.indexOf(b.from) ||
  STATES.indexOf(a.to) - STATES.indexOf(b.to) ||
  EVENTS.indexOf(a.event) - EVENTS.indexOf(b.event);

/** Every transition; what differs in nothing but what happens shares a line. */
export function statesPart(life) {
  const rows = new Map();
  for (const { from, event, to, codes, told, only } of [...life].sort(inOrder)) {
    const rest = [to, codes.join(', '), told.join(' or ') || 'nothing', only.join(', ')];
    const key = [from, ...rest].join('/');
    const row = rows.get(key) ?? { from, events: [], rest };
    row.events.push(event);
    rows.set(key, row);
  }
  return table(
    HEAD,
    [...rows.values()].map(({ from, events, rest }) => [from, events.join('; '), ...rest]),
  );
}

/** The same without what changes nothing. Departures come in many ways: their arrows bear the reasons alone. */
export function diagramPart(life) {
  const edges = new Map();
  for (const { from, event, to, codes } of [...life].sort(inOrder)) {
    if (from === to) continue;
    const edge = `${from} --> ${to}`;
    edges.set(edge, [...(edges.get(edge) ?? []), ...(to === 'departed' ? codes : [event])]);
  }
  const arrows = [...edges].map(([edge, labels]) => `  ${edge}: ${labelOf(edge, labels)}`);
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> unbound', ...arrows, '  departed --> [*]', '```'];
}

const labelOf = (edge, labels) =>
  edge.endsWith('departed') ? [...new Set(labels)].sort().join(', ') : labels.join('<br>');
