import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type DescribedObservation, describeObservation, describeReason } from './describe.js';
import { describeApart } from './describe-apart.js';
import { features } from './features.js';
import type { Observation, ObservationKind } from './observation.js';
import { type Role, refusals } from './words.js';

const joined = {
  kind: 'joined',
  participation: 'bob#1',
  session: 'blue$1',
  roster: [{ participation: 'ann#1' }, { participation: 'cyd#1' }],
} as const;

test.each<[DescribedObservation, string]>([
  [joined, 'Joined bob#1 (with ann#1, cyd#1)'],
  [{ ...joined, roster: [] }, 'Joined bob#1'],
  [{ kind: 'resumed', lastRequest: 2 }, 'Resumed'],
  [{ kind: 'heartbeat' }, 'Heartbeat'],
  [{ kind: 'accepted', replyTo: 2, sequence: 3 }, 'Accepted'],
  [{ kind: 'rejected', code: 'not_found', replyTo: 0 }, 'Rejected not_found'],
  [{ kind: 'participantJoined', member: { participation: 'bob#1' } }, 'ParticipantJoined bob#1'],
  [{ kind: 'participantLeft', participation: 'bob#1', reason: [1101] }, 'ParticipantLeft bob#1 1101'],
  [{ kind: 'roomLeft', reason: ['absent'] }, 'RoomLeft no reason'],
  [{ kind: 'closed', code: 4101 }, 'close 4101'],
  [{ kind: 'invalid', what: 'not a message' }, 'unreadable: not a message'],
])('%j', (seen, words) => {
  expect(describeObservation(seen)).toBe(words);
});

test('says more where it is asked to', () => {
  const all = { session: true, replyTo: true, sequence: true, lastRequest: true };
  expect(describeObservation(joined, all)).toBe('Joined bob#1 in blue$1 (with ann#1, cyd#1)');
  expect(describeObservation({ kind: 'resumed', lastRequest: 0 }, all)).toBe('Resumed (taken up 0)');
  expect(describeObservation({ kind: 'accepted', replyTo: 2, sequence: 3 }, all)).toBe('Accepted [2] seq 3');
  expect(describeObservation({ kind: 'rejected', code: 'not_found', replyTo: 0 }, all)).toBe('Rejected not_found');
  expect(describeObservation({ kind: 'accepted', replyTo: 0 }, all)).toBe('Accepted [0]');
});

test('names all codes that a merged reason may stand for', () => {
  expect(describeReason([1001, 'absent'])).toBe('1001|no reason');
});

// ---- two messages, told apart ----

const text = fc.string({ maxLength: 4 });
const number = fc.nat(5);
const code = fc.integer({ min: 1001, max: 1104 });
const member = fc.record({ participant: text, participation: text, role: fc.constantFrom<Role>('host', 'attendee') });
const reason = fc.array(fc.oneof(fc.constant('absent' as const), code), { minLength: 1, maxLength: 2 });
const numbers = { sequence: number, replyTo: number };

type Fields<Kind extends ObservationKind> = {
  [Name in Exclude<keyof Extract<Observation, { kind: Kind }>, 'kind'>]-?: fc.Arbitrary<
    Exclude<Extract<Observation, { kind: Kind }>[Name], undefined>
  >;
};

/** Every field of every observation: one that is missing here does not compile. */
const every: { readonly [Kind in ObservationKind]: Fields<Kind> } = {
  joined: {
    ...numbers,
    session: text,
    participation: text,
    roster: fc.array(member, { maxLength: 2 }),
    features: fc.uniqueArray(fc.constantFrom(...features), { maxLength: 3 }),
    resumeWindowMs: number,
    heartbeatIntervalMs: number,
    heartbeatTimeoutMs: number,
    token: text,
    lastRequest: number,
  },
  resumed: { ...numbers, token: text, lastRequest: number },
  heartbeat: numbers,
  accepted: numbers,
  rejected: { ...numbers, code: fc.constantFrom(...refusals, 'unspecified' as const) },
  participantJoined: { ...numbers, member },
  participantLeft: { ...numbers, participant: text, participation: text, reason, native: text },
  roomLeft: { ...numbers, reason, native: text },
  closed: { code },
  invalid: { what: text },
};

describe('two messages that differ in one field', () => {
  const kinds = Object.entries(every).flatMap(([kind, of]) => {
    const all: Readonly<Record<string, fc.Arbitrary<unknown>>> = { ...of };
    return Object.entries(all).map(([name, values]) => ({ kind, name, values, all }));
  });

  it.each(kinds)('$kind by $name', ({ kind, name, values, all }) => {
    const messages = fc.record({ kind: fc.constant(kind), ...all }) as unknown as fc.Arbitrary<Observation>;
    const property = fc.property(messages, values, (message, value) => {
      const other = { ...message, [name]: value };
      const differ = JSON.stringify(message) !== JSON.stringify(other);
      const [one, two] = describeApart(message, other);
      expect(one !== two).toBe(differ);
    });
    fc.assert(property, { seed: 1, numRuns: 60 });
  });
});
