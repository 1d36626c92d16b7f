/** Two messages in words that differ wherever the messages do: what was allowed, and what was seen instead. */
import { type DescribedObservation, describeObservation, describeReason } from './describe.js';
import type { Member, Observation } from './observation.js';

/** A message, with all that is known of it; each field beyond those of {@link DescribedObservation} may be unknown. */
export type ComparedObservation = DescribedObservation & { readonly [Name in Field]?: unknown };

type Field = Observation extends infer One ? (One extends unknown ? Exclude<keyof One, 'kind'> : never) : never;

type Words = (value: never) => string;

const named =
  (name: string): Words =>
  (value: unknown) =>
    `${name} ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
const memberWords = ({ participation, participant, role }: Member): string =>
  `${participation} ${JSON.stringify(participant)} ${role}`;
const listed = (name: string, items: readonly string[]): string => `${name} ${items.join(', ') || 'empty'}`;

/** How each field is said. A field that an observation has, and that is missing here, does not compile. */
const fields: Readonly<Record<Field, Words>> = {
  sequence: named('sequence'),
  replyTo: named('reply_to'),
  session: named('session'),
  participation: named('participation'),
  participant: named('participant'),
  roster: (members: readonly Member[]) => listed('roster', members.map(memberWords)),
  member: memberWords,
  features: (features: readonly string[]) => listed('features', features),
  resumeWindowMs: named('resume window in ms'),
  heartbeatIntervalMs: named('heartbeat interval in ms'),
  heartbeatTimeoutMs: named('heartbeat timeout in ms'),
  token: named('resume token'),
  lastRequest: named('last request'),
  code: named('code'),
  reason: (reason: Parameters<typeof describeReason>[0]) => `reason ${describeReason(reason)}`,
  native: named('native'),
  what: named('what'),
};

/** What the words of a message say already. */
const said: ReadonlySet<string> = new Set<Field>(['participation', 'code', 'reason', 'what', 'session', 'replyTo']);

/** The words that a message has anyhow. */
const detail = { session: true, replyTo: true };

/**
 * Two messages in words: as short as may be, and each field in which they differ is said of both. What only one of them
 * knows is no difference.
 */
export function describeApart(one: ComparedObservation, other: ComparedObservation): readonly [string, string] {
  const plain = [describeObservation(one, detail), describeObservation(other, detail)] as const;
  if (one.kind !== other.kind) return plain;
  const differing = differences(one, other);
  const unsaid = differing.filter((name) => !said.has(name));
  // What the words say they may say alike: an id that is another one only by a blank at its end.
  const more = unsaid.length > 0 || plain[0] !== plain[1] ? unsaid : differing;
  return [withFields(plain[0], one, more), withFields(plain[1], other, more)];
}

function differences(one: ComparedObservation, other: ComparedObservation): Field[] {
  const names = Object.keys(fields) as Field[];
  return names.filter((name) => {
    const [first, second] = [one[name], other[name]];
    return first !== undefined && second !== undefined && JSON.stringify(first) !== JSON.stringify(second);
  });
}

const withFields = (words: string, of: ComparedObservation, names: readonly Field[]): string =>
  [words, ...names.map((name) => fields[name](of[name] as never))].join(', ');
