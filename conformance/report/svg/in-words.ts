/** What a diagram shows, for readers who cannot see it. */
import type { Way } from '../lanes.js';
import { AT_ONCE, type Rows } from '../row.js';
import { SERVER } from './layout.js';

/** The diagram row by row. */
export function diagramInWords({ rows, seats }: Rows): string[] {
  const names = [...seats.map(({ name }) => name), SERVER];
  return rows.map(({ column, far, way, label, wrong, together }) => {
    const [left = '', right = ''] = [names[column], names[far]];
    return `${speakers[way](left, right)}: ${label}${together && together !== 'between' ? ` (${AT_ONCE})` : ''}${wrong ? ' (not allowed here)' : ''}`;
  });
}

const speakers: Readonly<Record<Way, (left: string, right: string) => string>> = {
  'to-right': (left, right) => `${left} to ${right}`,
  'to-left': (left, right) => `${right} to ${left}`,
  'cut-right': (left, right) => `${left} to ${right}`,
  'cut-left': (left, right) => `${right} to ${left}`,
  'remark-left': (left) => left,
  'remark-right': (_, right) => right,
};
