/** The form "What binds me", as the page has it: `spec/binding.md`. */
import { readFileSync } from 'node:fs';
import { type ClauseId, clauses } from '../../gen/clauses.js';
import type { Feature } from '../exchange/features.js';

const page = readFileSync(new URL('../../spec/binding.md', import.meta.url), 'utf8');

/** The tables by the headings that they stand below, each as its clauses with what stands in the column "only". */
const tables = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [title = ''] = part.split('\n');
      const rows = [...part.matchAll(/^\| \[`([a-z.-]+)`\]\([^)]*\) +\| [^|]* \| ([^|]*) \|/gm)];
      return [title, rows.map(([, id = '', only = '']) => ({ id: id as ClauseId, only: only.trim() }))] as const;
    }),
);

const below = (title: string) => tables.get(title) ?? [];

/** What somebody fills in for a server: the base, and the table of each feature, without what its column "only" takes out. */
export const rowsOfServer = (declared: readonly Feature[]): ClauseId[] =>
  [...below('Server: the base'), ...declared.flatMap((name) => below(`Server with \`${name}\``))]
    .filter(({ only }) => holdsFor(only, declared))
    .map(({ id }) => id);

/** What somebody fills in for a client. */
export const rowsOfClient = (): ClauseId[] => below('Client').map(({ id }) => id);

/** The clauses in whose rows the column "deviates" has no box. */
export const undeniableRows = (): ClauseId[] =>
  [...page.matchAll(/^\| \[`([a-z.-]+)`\].*\| (\S+) +\| \S+ +\| \S+ +\|$/gm)]
    .map(([line, id = '']) => ({
      id: id as ClauseId,
      deviates: line.split('|').at(-3)?.trim(),
    }))
    .filter(({ deviates }) => deviates === '—')
    .map(({ id }) => id);

/** All that stand anywhere on the form. */
export const rowsOfAll = (): ClauseId[] => [...tables.values()].flat().map(({ id }) => id);

function holdsFor(only: string, declared: readonly Feature[]): boolean {
  const named = [...only.matchAll(/\b(with|without) `(\w+)`/g)];
  return named.every(([, how, name]) => declared.includes(name as Feature) === (how === 'with'));
}

/** Clauses that a test can show, and that leave nothing open. */
export const isShown = (id: ClauseId): boolean => clauses[id].level !== 'MAY' && !('untestable' in clauses[id]);
