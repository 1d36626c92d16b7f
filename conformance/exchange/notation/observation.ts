/** The words of one line of the notation: their options, and an observation. */
import { parseParticipation as partsOf } from '../names.js';
import type { Member, Observation } from '../observation.js';
import type { Profile } from '../profile.js';
import type { Seat } from '../scenario.js';
import { type Candidates, type Refusal, type Role, refusals } from '../words.js';

/** The words of a line. */
export type Words = readonly string[];
/** The options of a line, by their keys. */
export type Options = ReadonlyMap<string, string>;

/** A line that cannot be read. */
export class NotationError extends Error {
  override readonly name = 'NotationError';
  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
  }
}

/** Parts `key=value` words with a known key from the rest. */
export function partOptions(words: Words, keys: readonly string[]): { plain: string[]; options: Map<string, string> } {
  const options = new Map<string, string>();
  const plain = words.filter((word) => {
    const [key = '', value] = word.split('=');
    if (value === undefined || !keys.includes(key)) return true;
    options.set(key, value);
    return false;
  });
  return { plain, options };
}

/** The number that an option gives, if it is there. */
export const numberOf = (options: Options, key: string): number | undefined => {
  const value = options.get(key);
  return value === undefined ? undefined : Number(value);
};

/** Reads an observation, and its options. @throws {NotationError} */
export function parseObservation(
  words: Words,
  seats: readonly Seat[],
  profile: Profile,
  line: number,
): { observation: Observation; options: Options } {
  const { plain, options } = partOptions(words, ['re', 'seq', 'last', 'token']);
  const [kind, first = '', second = '', ...rest] = plain;
  const named = (word: string) => parseParticipation(word, seats, line);
  const given = { token: options.get('token') ?? '', lastRequest: numberOf(options, 'last') ?? 0 };
  const observation = ((): Observation => {
    switch (kind) {
      case 'joined':
        return {
          kind,
          session: first,
          participation: named(second).participation,
          roster: rest.slice(1).map((word) => parseMember(word, seats, line)),
          features: profile.features,
          resumeWindowMs: profile.resumeWindowMs,
          heartbeatIntervalMs: profile.heartbeat?.intervalMs ?? 0,
          heartbeatTimeoutMs: profile.heartbeat?.timeoutMs ?? 0,
          ...given,
        };
      case 'resumed':
        return { kind, ...given };
      case 'accepted':
      case 'heartbeat':
        return { kind };
      case 'rejected':
        return { kind, code: parseRefusal(first, line) };
      case 'participantJoined':
        return { kind, member: parseMember(first, seats, line) };
      case 'participantLeft':
        return { kind, ...named(first), reason: parseReason(second, line) };
      case 'roomLeft':
        return { kind, reason: parseReason(first, line) };
      case 'closed':
        return { kind, code: Number(first) };
      case 'invalid':
        return { kind, what: [first, second, ...rest].join(' ').trim() };
      default:
        throw new NotationError(line, `"${plain.join(' ')}" is no observation`);
    }
  })();
  return { observation, options };
}

function parseRefusal(word: string, line: number): Refusal {
  const code = refusals.find((known) => known === word);
  if (!code) throw new NotationError(line, `"${word}" is no refusal; write e.g. permission_denied`);
  return code;
}

function parseReason(word: string, line: number): Candidates {
  return word.split('|').map((code) => {
    if (code !== 'absent' && !/^\d+$/.test(code)) throw new NotationError(line, `"${word}" is no reason`);
    return code === 'absent' ? code : Number(code);
  });
}

function parseParticipation(word: string, seats: readonly Seat[], line: number) {
  const [left = '', right] = word.split('=');
  const participation = right ?? left;
  const { seat, ordinal } = partsOf(participation);
  const participant = right === undefined ? (seats.find(({ name }) => name === seat)?.participant ?? left) : left;
  if (ordinal === undefined) throw new NotationError(line, `"${word}" is no participation; write e.g. bob#1`);
  return { participant, participation };
}

function parseMember(word: string, seats: readonly Seat[], line: number): Member {
  const match = /^(.+):(host|attendee)$/.exec(word);
  if (!match) throw new NotationError(line, `"${word}" is no member; write e.g. bob#1:attendee`);
  return { ...parseParticipation(match[1] ?? '', seats, line), role: match[2] as Role };
}
