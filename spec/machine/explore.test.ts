import { describe, expect, it } from 'vitest';
import { type Bounds, explore, type Transition } from './explore.js';
import { roomOf } from './server.js';
import type { Config, Participation } from './types.js';

const config: Config = { extendedCodes: true, remove: true, resumeWindowMs: 0 };
const bounds: Bounds = {
  participants: [
    { name: 'ann', role: 'host' },
    { name: 'bob', role: 'attendee' },
    { name: 'cyd', role: 'attendee' },
  ],
  rooms: ['blue', 'green'],
  joins: Number(process.env.EXPLORE_JOINS ?? 2),
};

const present = (server: Transition['before']): Participation[] =>
  Object.values(server.rooms).flatMap((room) => room.present);
const reachable = (all: readonly Participation[]) => all.filter(({ connection }) => connection !== null);

/** What must hold of each single transition, said without the reducers. */
function check({ before, happening, after, effects }: Transition): void {
  const was = present(before);
  const is = present(after);
  const leavers = was.filter(({ id }) => !is.some((one) => one.id === id));
  const newcomers = is.filter(({ id }) => !was.some((one) => one.id === id));
  const sends = effects.flatMap((effect) => (effect.kind === 'send' ? [effect] : []));
  const others = reachable(was.filter(({ id }) => is.some((one) => one.id === id))).filter(({ connection }) =>
    roomOf(before, happening.room).present.some((one) => one.connection === connection),
  );
  const wholeRoom = 'event' in happening && happening.event.type === 'end';

  if (new Set(is.map(({ id }) => id)).size !== is.length) throw new Error('a participation twice');
  for (const room of Object.values(after.rooms))
    if (new Set(room.present.map(({ participant }) => participant)).size !== room.present.length)
      throw new Error('participant_id is not unique in its room');
  for (const { to } of effects)
    if (before.closed.includes(to)) throw new Error(`something is sent on the closed connection ${to}`);
  for (const leaver of leavers) {
    const told = sends.filter(
      ({ message }) => message.kind === 'participantLeft' && message.participation === leaver.id,
    );
    const observers = wholeRoom ? [] : others.map(({ connection }) => connection);
    expectSame(
      told.map(({ to }) => to),
      observers,
      `those who are told that ${leaver.id} left`,
    );
    const own = effects.filter(({ to }) => to === leaver.connection).map(({ kind }) => kind);
    const gone =
      leaver.connection === null || ('event' in happening && ['lost', 'goodbye'].includes(happening.event.type));
    const faulty = 'event' in happening && happening.event.type === 'fault';
    expectSame(own, gone ? [] : faulty ? ['close'] : ['send', 'close'], `what the leaver ${leaver.id} gets`);
    const reasons = sends.flatMap(({ message }) => ('reason' in message ? [message.reason] : []));
    if (new Set(reasons).size > 1) throw new Error('the reasons differ');
  }
  for (const newcomer of newcomers) {
    const told = sends.filter(({ message }) => message.kind === 'participantJoined').map(({ to }) => to);
    expectSame(
      told,
      others.map(({ connection }) => connection),
      `those who are told that ${newcomer.id} joined`,
    );
  }
  if (leavers.length === 0 && newcomers.length === 0)
    if (sends.some(({ message }) => message.kind.startsWith('participant') || message.kind === 'roomLeft'))
      throw new Error('something is announced though nothing changed');
  for (const effect of effects) if (effect.clauses.length === 0) throw new Error('an effect without a clause');
}

function expectSame(actual: readonly unknown[], expected: readonly unknown[], what: string): void {
  const sort = (list: readonly unknown[]) => [...list].sort().join(' ');
  if (sort(actual) !== sort(expected)) throw new Error(`${what}: ${actual.join(' ')}, not ${expected.join(' ')}`);
}

describe('the machine, explored exhaustively', () => {
  it.each([0, 5000])(
    'keeps its rules in every reachable state, with a resume window of %i ms',
    { timeout: 600_000 },
    (window) => {
      let transitions = 0;
      // Lingering multiplies the states by seven: one join fewer shows the same rules.
      const joins = window > 0 ? Math.max(1, bounds.joins - 1) : bounds.joins;
      const states = explore({ ...config, resumeWindowMs: window }, { ...bounds, joins }, (transition) => {
        transitions += 1;
        try {
          check(transition);
        } catch (error) {
          throw new Error(`${(error as Error).message}\n${JSON.stringify(transition, null, 1)}`);
        }
      });
      console.log(`window ${window} ms, at most ${joins} joins each: ${states} states, ${transitions} transitions`);
      expect(states).toBeGreaterThan(100);
    },
  );
});
