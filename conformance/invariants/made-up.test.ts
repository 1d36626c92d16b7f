import { expect, test } from 'vitest';
import { attendee, type Feature, type History, host, type Seat } from '../exchange/index.js';
import { judge } from './index.js';
import { type Fault, faults, madeUp, type Wish } from './made-up.js';

const all: readonly Feature[] = ['extended_codes', 'remove', 'room_order'];
const seats: readonly Seat[] = [host('ann'), host('hal'), attendee('bob'), attendee('phone', 'bob'), attendee('cid')];

const wish = (seed: number, fault?: Fault): Wish => ({
  seed,
  rounds: 3 + (seed % 18),
  seats: seats.slice(0, 2 + (seed % 4)),
  rooms: seed % 3 === 0 ? ['blue', 'red'] : ['blue'],
  features: seed % 5 === 0 ? ['remove'] : seed % 7 === 0 ? ['extended_codes', 'room_order'] : all,
  losses: seed % 2 === 0 ? 0 : 15,
  ...(fault ? { fault } : {}),
});

const story = ({ records }: History) => records.map((record, at) => `${at} ${JSON.stringify(record)}`).join('\n');

test('lawful histories are never accused', () => {
  for (let seed = 1; seed <= Number(process.env['SEEDS'] ?? 3000); seed += 1) {
    const history = madeUp(wish(seed));
    const { violations } = judge(history);
    if (violations.length > 0) console.log(seed, story(history), violations);
    expect(violations).toEqual([]);
  }
});

test.each(faults)('%s', (fault) => {
  const counts = new Map<string, number>();
  for (let seed = 1; seed <= 1500; seed += 1) {
    const first = judge(madeUp(wish(seed, fault))).violations[0]?.clause ?? '-';
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  console.log(
    fault,
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([clause, n]) => `${clause} ${n}`)
      .join(', '),
  );
});
