/** Names with a meaning of their own, and how a scenario names participations: `bob` is the newest of seat bob, `bob#1` its first. */

/** The seat that calls the RoomService. It never joins, and a scenario does not list it among its seats. */
export const OPERATOR = 'operator';

/** The seat of the peer, and of a server under test that is killed. A scenario does not list it among its seats. */
export const PEER = 'server';

/** The target of a remove or of a call that names a participation no server ever made. */
export const NOBODY = 'nobody';

/** A participant who never was in any room. Its departure is the peer's fence, as a Sync is a server's: no part of a scenario. */
export const SENTINEL = 'sentinel';

/** The client's own participation, where the peer tells of a departure; any other name is somebody else. */
export const ONESELF = 'oneself';

/** The access token that the application of a client under test is given for its seat and a room: worth nothing, and no two are alike. */
export const accessTokenOf = (seat: string, room: string): string => `access-token-of-${seat}-for-${room}`;

/** The parts of a participation's name. */
export interface ParticipationName {
  readonly seat: string;
  /** Which participation of the seat, counted from 1; undefined for the newest. */
  readonly ordinal: number | undefined;
}

/** `bob#1`: the canonical name of a seat's participation. */
export const participationName = (seat: string, ordinal: number): string => `${seat}#${ordinal}`;

/** Reads `bob` or `bob#1`. */
export function parseParticipation(name: string): ParticipationName {
  const [seat = '', ordinal] = name.split('#');
  return { seat, ordinal: ordinal === undefined ? undefined : Number(ordinal) };
}

/** The participation that is named, of all that its seat was shown as its own, oldest first; undefined where there is none. */
export const namedAmong = (shown: readonly string[], { ordinal }: ParticipationName): string | undefined =>
  ordinal === undefined ? shown.at(-1) : shown[ordinal - 1];

/** The name of a target that a program has given, and that no command line can name: a report bears it in place of options. */
export const FROM_A_PROGRAM = '(from a program)';
