import { expect, test } from 'vitest';
import type { Feature } from '../exchange/features.js';
import type { History } from '../exchange/history.js';
import type { Observation } from '../exchange/observation.js';
import { attendee, host, type Seat } from '../exchange/scenario.js';
import { judge } from './index.js';
import { madeUp } from './made-up/meeting.test.helper.js';
import { type Fault, faults, type Wish } from './made-up/wish.test.helper.js';

const all: readonly Feature[] = ['extended_codes', 'remove', 'room_order'];
const seats: readonly Seat[] = [host('ann'), host('hal'), attendee('bob'), attendee('phone', 'bob'), attendee('cid')];

/** How many histories are made up: more of them in `SEEDS` for a long look. */
const seeds = Number(process.env.SEEDS ?? 600);

const wish = (seed: number, fault?: Fault): Wish => ({
  seed,
  rounds: 3 + (seed % 18),
  seats: seats.slice(0, 2 + (seed % 4)),
  rooms: seed % 3 === 0 ? ['blue', 'red'] : ['blue'],
  features: seed % 5 === 0 ? ['remove'] : seed % 7 === 0 ? ['extended_codes', 'room_order'] : all,
  losses: seed % 2 === 0 ? 0 : 15,
  ...(fault ? { fault } : {}),
});

/** The same history from a system that numbers nothing. */
const unnumbered = (history: History): History => ({
  ...history,
  records: history.records.map((record) => {
    if (record.kind !== 'seen' || !('sequence' in record.observation)) return record;
    const { sequence: _sequence, replyTo: _replyTo, ...observation } = record.observation;
    return { ...record, observation: observation as Observation };
  }),
});

/** The same history, broken off: nothing says that the rest would not have come. */
const brokenOff = (history: History): History => ({
  ...history,
  records: history.records.slice(0, Math.floor(history.records.length * 0.7)),
  settled: 'quiet',
});

test.each([
  ['as it is', (history: History) => history],
  ['from a system that numbers nothing', unnumbered],
  ['broken off', brokenOff],
])('a lawful history, %s, is never accused', (_, change) => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violations } = judge(change(madeUp(wish(seed))));
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
});

const later: readonly Feature[] = ['viewer', 'operator', 'relay', 'switch', 'resume', 'replace'];

/** Meetings with what came with the later features, some of them at a time. */
const wider = (seed: number): Wish => {
  const features = [...all, ...later].filter((_, place) => ((seed * 7919) >> place) % 4 !== 0);
  const windowMs = features.includes('resume') ? { windowMs: seed % 2 === 0 ? 3000 : 300 } : {};
  return { ...wish(seed), features, losses: seed % 3 === 0 ? 25 : 10, rooms: ['blue', 'red'], ...windowMs };
};

test.each([
  ['as it is', (history: History) => history],
  ['broken off', brokenOff],
])('a lawful history with resumptions, switches and an operator, %s, is never accused', (_, change) => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violations } = judge(change(madeUp(wider(seed))));
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
});

test('a lawful history from a server under load is never accused', () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violations } = judge(madeUp({ ...wider(seed), busy: 5 + (seed % 30) }));
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
});

test.each(Object.entries(faults))('%s is put down to %s', (fault, clause) => {
  const firsts = new Map<string, number>();
  for (let seed = 1; seed <= seeds / 3; seed += 1) {
    const first = judge(madeUp(wish(seed, fault as Fault))).violations[0];
    if (first) firsts.set(first.clause, (firsts.get(first.clause) ?? 0) + 1);
  }
  const ranked = [...firsts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  expect(ranked[0]).toBe(clause);
});

test('judges a history of 80 steps in about a millisecond', () => {
  const wishes = Array.from({ length: 200 }, (_, place) => ({ ...wish(1), seed: place + 1, rounds: 27, losses: 2 }));
  const histories = wishes.map((each) => madeUp({ ...each, seats: seats.slice(0, 4), rooms: ['blue'] }));
  for (const history of histories) judge(history);
  // The time of a core, which is the same on a busy machine; ten times as much is still no reason to doubt it.
  const before = process.cpuUsage();
  for (const history of histories) judge(history);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000 / histories.length).toBeLessThan(10);
});
