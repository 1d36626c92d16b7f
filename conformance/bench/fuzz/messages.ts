/** Well-formed messages of a hostile client, and the names that it knows. */
import { ClientMessage, Mode, Role } from '../../../gen/ts-proto/index.js';
import type { Random } from '../load/random.js';

type Kind = NonNullable<ClientMessage['kind']>;

/** A participant, and the room that its token is for. */
export interface Admission {
  readonly room: string;
  readonly participant: string;
  readonly role: Role;
  readonly token: string;
}

/** What can be named: admissions of its own, and what belongs to others. */
export interface Vocabulary {
  readonly admissions: readonly Admission[];
  /** Rooms and participations of people who must not be disturbed. */
  readonly rooms: readonly string[];
  readonly participations: readonly string[];
}

const MOST = 0xffff_ffff;
const TOKEN_BYTES = 18;
const absurd = [0, 1, 2, 255, 256, 65_535, 65_536, 2_147_483_647, 2_147_483_648, MOST - 1, MOST];
const LONG = [255, 256, 257, 5_000, 40_000];

/** A number that is absurd, mostly. */
export const absurdNumber = (random: Random): number => (random.oneIn(4) ? random.next() : random.pick(absurd));

/** A name that no sensible client has. */
export function oddName(random: Random): string {
  const odd = ['', '\0', 'a\0b', '../../etc', '__proto__', 'constructor', '💥'.repeat(9), '\u202e', '{"a":1}', ' '];
  return random.oneIn(6) ? 'x'.repeat(random.pick(LONG)) : random.pick(odd);
}

const secret = (random: Random): string => random.bytes(TOKEN_BYTES).toString('base64url');

/** A token that somebody has tampered with, or made up. */
function badToken(random: Random, { token }: Admission): string {
  const index = random.below(token.length);
  const made = [
    '',
    secret(random),
    `${token.slice(0, index)}${random.pick(['A', 'b', '.', '-', ' '])}${token.slice(index + 1)}`,
    token.slice(0, index),
    `${token}.${token}`,
    'eyJhbGciOiJub25lIn0.e30.',
    'x'.repeat(random.pick(LONG)),
  ];
  return random.pick(made);
}

const room = (random: Random, { admissions, rooms }: Vocabulary): string => {
  const all = [random.pick(admissions).room, random.pick(rooms), oddName(random)];
  return random.pick(all);
};

/** A Join that is let in. */
export function properJoin({ room: roomId, participant: participantId, role, token: accessToken }: Admission): Kind {
  return { $case: 'join', value: { roomId, participantId, role, accessToken, joinId: '' } };
}

/** A kind of message, and whether a bound connection outlives it. */
interface Verb {
  readonly make: (random: Random, words: Vocabulary) => Kind;
  readonly ends: boolean;
}

/** The kinds of messages. */
export const verbs = {
  join: {
    ends: true,
    make: (random, words) => {
      const admission = random.pick(words.admissions);
      const accessToken = random.oneIn(3) ? admission.token : badToken(random, admission);
      const joinId = random.oneIn(2) ? secret(random) : oddName(random);
      const role = random.oneIn(2) ? admission.role : random.below(9);
      return {
        $case: 'join',
        value: { roomId: room(random, words), participantId: admission.participant, role, accessToken, joinId },
      };
    },
  },
  resume: {
    ends: true,
    make: (random) => ({ $case: 'resume', value: { resumeToken: secret(random), sequence: absurdNumber(random) } }),
  },
  leave: { ends: true, make: () => ({ $case: 'leave', value: {} }) },
  end: { ends: true, make: () => ({ $case: 'end', value: {} }) },
  becomeViewer: { ends: true, make: () => ({ $case: 'changeMode', value: { mode: Mode.MODE_VIEWER } }) },
  sync: { ends: false, make: () => ({ $case: 'sync', value: {} }) },
  remove: {
    ends: false,
    make: (random, { participations }) => ({
      $case: 'remove',
      value: { participationId: random.oneIn(3) ? oddName(random) : random.pick(participations) },
    }),
  },
  switchRoom: {
    ends: false,
    make: (random, words) => ({
      $case: 'switchRoom',
      value: { roomId: room(random, words), accessToken: badToken(random, random.pick(words.admissions)) },
    }),
  },
  changeMode: {
    ends: false,
    make: (random) => ({
      $case: 'changeMode',
      value: { mode: random.pick<number>([0, 2, 7, 2_147_483_647, -1]) as Mode },
    }),
  },
  ackOnly: { ends: false, make: () => ({ $case: 'ackOnly', value: {} }) },
} satisfies Record<string, Verb>;

/** The name of a kind of message. */
export type VerbName = keyof typeof verbs;
/** All kinds. */
export const verbNames = Object.keys(verbs) as VerbName[];
/** The kinds that a bound connection outlives. */
export const lastingVerbs = verbNames.filter((name) => !verbs[name].ends);

/**
 * A whole message as bytes. Its number is mostly the next one, at times one that was there before, and seldom an
 * absurd one.
 */
export function valid(random: Random, words: Vocabulary, next: number, names: readonly VerbName[] = verbNames): Buffer {
  const kind = verbs[random.pick(names)].make(random, words);
  const requestId = random.oneIn(60) ? absurdNumber(random) : random.oneIn(5) ? random.below(next + 1) : next;
  return Buffer.from(ClientMessage.encode({ requestId, ack: absurdNumber(random), kind }).finish());
}

/** A message that is to be spoilt: its number is the next one. */
export const encoded = (requestId: number, kind: Kind): Buffer =>
  Buffer.from(ClientMessage.encode({ requestId, ack: 0, kind }).finish());

/** The roles that there are. */
export const roles = [Role.ROLE_HOST, Role.ROLE_ATTENDEE] as const;
