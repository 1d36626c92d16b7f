/** Each report from the field in `spec/settled.md` is settled by clauses, and a fault stands for it that the suite finds by one of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ClauseId, clauses } from '../gen/clauses.js';
import { clientMutants } from './mutants/client/index.js';
import { mutants } from './mutants/index.js';

interface Row {
  readonly report: string;
  readonly clauses: readonly string[];
  readonly faults: readonly string[];
}

const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

const text = readFileSync(new URL('../spec/settled.md', import.meta.url), 'utf8');
const rows: readonly Row[] = text
  .split('\n')
  .filter((line) => /^\| [\w-]+\/[\w.-]+#\d+ /.test(line))
  .map((line) => {
    const [report = '', , settled, faults] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { report, clauses: quoted(settled), faults: quoted(faults) };
  });

const everyFault = { ...mutants, ...clientMutants };
const ofClauses = (name: string): readonly ClauseId[] => {
  const fault = everyFault[name];
  return fault ? [fault.breaks, ...(fault.or ?? [])] : [];
};
const isTestable = (id: string): boolean => id in clauses && !('untestable' in clauses[id as ClauseId]);

test('there are reports', () => expect(rows.length).toBeGreaterThan(40));

describe.each(rows)('$report', ({ clauses: settled, faults }) => {
  test('names clauses that there are', () => {
    expect(settled.filter((id) => !(id in clauses))).toEqual([]);
  });

  test('has a fault that the suite finds by one of its clauses, where one can be tested', () => {
    expect(faults.filter((name) => !ofClauses(name).some((clause) => settled.includes(clause)))).toEqual([]);
    expect(faults.length > 0).toBe(settled.some(isTestable));
  });
});
