/**
 * What the oracle says of right and wrong histories is said as before: how it explains them, or what refutes them, where, in
 * which words, and how far it had to search. The digests stand in judgements.json. If you change what is said on purpose,
 * write the new digests there with `npm run judgements`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

const file = new URL('judgements.json', import.meta.url);
const folder = new URL('../../spec/examples/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.history'));

const said = (history: History): string =>
  JSON.stringify(explain(history), (_, value: unknown) => (value instanceof Map ? [...value] : value));

/** Of a right history and of its wrong copies, a short name each for all that is said of it. */
function judgements(name: string): string[] {
  const { history, wrong } = parseExample(readFileSync(new URL(name, folder), 'utf8'));
  const all = [history, ...wrong.map((copy) => copy.history)];
  return all.map((one) => createHash('sha256').update(said(one)).digest('hex').slice(0, 8));
}

/** `npm run judgements`: what is said now is what is meant. */
if (process.env.WRITE_JUDGEMENTS) {
  const now = names.sort().map((name) => [name, judgements(name).join(' ')] as const);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(now), null, 2)}\n`);
}
const written: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

test.each(names)('%s, and each wrong copy of it, is judged as before', (name) => {
  const differ = 'If the change is meant, run: npm run judgements';
  expect(judgements(name), `the first is the right history, the others its wrong copies. ${differ}`).toEqual(
    written[name]?.split(' '),
  );
});

test('knows no example that is gone', () => {
  expect(Object.keys(written).sort()).toEqual([...names].sort());
});
