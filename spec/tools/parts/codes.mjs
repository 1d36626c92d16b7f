// The table of reason codes, from the options of their enum.

import { table } from '../markdown.mjs';
import { readRegistry } from '../registry.mjs';

const HEAD = ['code', 'name', 'message', 'stated by', 'known', 'caused by', 'whom', 'coming back', 'set', 'since'];

const STATED_BY = { server: 'server', local: 'client, to itself' };
const KNOWN = { asserted: 'told', inferred: 'concluded' };

export function codesPart(registry) {
  const rows = readRegistry(registry).map((one) => [
    `${one.code}`,
    one.name,
    one.message,
    one.sources
      .split(', ')
      .map((source) => STATED_BY[source] ?? source)
      .join('; '),
    KNOWN[one.basis] ?? one.basis,
    one.causes,
    one.scope,
    one.comingBack,
    setOf(one),
    one.since,
  ]);
  return table(HEAD, rows);
}

// A code that travels has something in its place where the receiver knows the core alone.
function setOf({ set, sources, coreFallback }) {
  if (set !== 'extended' || !sources.includes('server')) return set;
  return coreFallback === undefined ? 'extended, else no reason' : `extended, else ${coreFallback}`;
}
