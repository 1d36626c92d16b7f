/**
 * What is said of right and wrong histories is said as before: which clauses are broken, where, in which words, and how
 * often each clause was held. The digests stand in judgements.json. If you change what is said on purpose, write the new
 * digests there with `npm run judgements`. `npm run mutate` shows what it is for: a judge that looks away, or looks twice,
 * accuses nobody wrongly, and is seen here alone.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Feature } from '../exchange/features.js';
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';
import { attendee, host } from '../exchange/scenario.js';
import { changes } from './changes.test.helper.js';
import { type Findings, judge, judgeStreams } from './index.js';
import { madeUp } from './made-up/meeting.test.helper.js';
import { type Fault, faults } from './made-up/wish.test.helper.js';

const file = new URL('judgements.json', import.meta.url);

const examples = ['./examples/', '../../spec/examples/'].flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  const names = readdirSync(url).filter((name) => name.endsWith('.history'));
  return names.map((name) => ({ name, histories: () => historiesIn(readFileSync(new URL(name, url), 'utf8')) }));
});

/** A right history and its wrong copies. */
function historiesIn(text: string): History[] {
  const { history, wrong } = parseExample(text);
  return [history, ...wrong.map((copy) => copy.history)];
}

const base: readonly Feature[] = ['extended_codes', 'remove', 'room_order'];
const later: readonly Feature[] = ['viewer', 'operator', 'relay', 'switch', 'resume', 'replace'];
const seats = [host('ann'), host('hal'), attendee('bob'), attendee('phone', 'bob'), attendee('cid')];

/** A lawful meeting, or one with a fault. */
function meeting(seed: number, fault?: Fault, busy = 0): History {
  const features = fault ? base : [...base, ...later].filter((_, place) => ((seed * 7919) >> place) % 4 !== 0);
  return madeUp({
    seed,
    rounds: 6 + (seed % 15),
    seats: seats.slice(0, 2 + (seed % 4)),
    rooms: ['blue', 'red'],
    features,
    losses: 15,
    ...(features.includes('resume') ? { windowMs: seed % 2 === 0 ? 3000 : 300 } : {}),
    ...(fault ? { fault } : {}),
    ...(busy > 0 ? { busy } : {}),
  });
}

const tens = [0, 1, 2];
const questions = [
  ...examples,
  ...tens.map((ten) => ({
    name: `lawful meetings from ${10 * ten}`,
    histories: () => Array.from({ length: 10 }, (_, place) => meeting(10 * ten + place + 1)),
  })),
  {
    name: 'lawful meetings under load',
    histories: () => Array.from({ length: 20 }, (_, place) => meeting(place + 1, undefined, 20)),
  },
  ...Object.keys(faults).map((fault) => ({
    name: `meetings with ${fault}`,
    histories: () => [3, 8].map((seed) => meeting(seed, fault as Fault)),
  })),
];

const said = ({ violations, checks }: Findings): unknown => [violations, [...checks].filter(([, held]) => held > 0)];

/** A short name each for all that is said of a history: the first is looked at in every way, the others in two. */
const judgements = (histories: readonly History[]): string[] =>
  histories.map((one, place) => {
    const hash = createHash('sha256').update(JSON.stringify(said(judgeStreams(one))));
    const some = place === 0 ? changes : [changes[0], changes[1 + (place % (changes.length - 1))]];
    for (const change of some) if (change) hash.update(JSON.stringify(said(judge(change(one)))));
    return hash.digest('hex').slice(0, 8);
  });

/** `npm run judgements`: what is said now is what is meant. */
if (process.env.WRITE_JUDGEMENTS) {
  const now = questions.map(({ name, histories }) => [name, judgements(histories()).join(' ')] as const);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(now.sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
}
const written: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

test.each(questions)('$name: judged as before', ({ name, histories }) => {
  const differ = 'of an example the first is right, and the others are its wrong copies. If the change is meant, run:';
  expect(judgements(histories()), `${differ} npm run judgements`).toEqual(written[name]?.split(' '));
});

test('knows no history that is gone', () => {
  expect(Object.keys(written).sort()).toEqual(questions.map(({ name }) => name).sort());
});
