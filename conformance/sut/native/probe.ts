/** Joins once, in a room of its own, to learn what a server says of itself. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Observation } from '../../exchange/observation.js';
import { host } from '../../exchange/scenario.js';
import { refusalsForLoad } from '../../exchange/words.js';
import { SUBPROTOCOL, type Subprotocol, TEXT_SUBPROTOCOL } from '../../link/json.js';
import { NoConnection, noUpgrade } from '../../link/no-connection.js';
import { openConnection } from '../../link/outgoing.js';
import { Unreachable } from '../system.js';
import { SeatConnection } from './connection.js';
import { turn, UNLIMITED } from './later.js';
import { NativeRoomObject } from './room-object.js';
import { accessToken, type TokenSource } from './tokens.js';

/** How long a server has for its first Joined, the upgrade included: what starting and ending leave of 10 s. */
const JOINED_MS = 9_000;

/** A server that is too busy is asked again so often, and so many milliseconds later. Clause `limit.load`. */
const BUSY_ATTEMPTS = 5;
const BUSY_MS = 200;

type Joined = Observation & { kind: 'joined' };

interface Asked {
  readonly url: string;
  readonly tokens?: TokenSource | undefined;
  readonly subprotocol?: Subprotocol | undefined;
}

/**
 * Joins as a host, in a room of its own, and gives the Joined. `withinMs`: how long that may take, in milliseconds.
 *
 * @throws Rejects with {@link Unreachable}, which says what came instead.
 */
export async function probeJoin(asked: Asked, withinMs = JOINED_MS): Promise<Joined> {
  for (let attempt = 1; ; attempt += 1) {
    const seen = await joining(asked, withinMs);
    const joined = seen.find((observation): observation is Joined => observation.kind === 'joined');
    if (joined) return joined;
    const isBusy = seen.some((one) => one.kind === 'rejected' && refusalsForLoad.includes(one.code));
    if (!isBusy || attempt === BUSY_ATTEMPTS) throw refused(asked.url, seen, asked.tokens !== undefined);
    await delay(BUSY_MS);
  }
}

/** What a Join is answered. */
async function joining(
  { url, tokens, subprotocol = SUBPROTOCOL }: Asked,
  withinMs: number,
): Promise<readonly Observation[]> {
  const object = prober(tokens);
  // The time that a token takes is not the server's.
  await object.join;
  const seen: Observation[] = [];
  const connection = new SeatConnection({
    url,
    subprotocol,
    patient: withinMs === UNLIMITED,
    hear: (observation) => seen.push(observation),
    who: 'the suite',
  });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    if (withinMs !== UNLIMITED)
      timer = setTimeout(() => reject(tooLate(url, connection, withinMs, subprotocol)), withinMs);
  });
  try {
    await Promise.race([connection.open(object, object.join), deadline]);
  } catch (error) {
    throw (await withoutSubprotocol(url, subprotocol, error)) ?? error;
  } finally {
    clearTimeout(timer);
    connection.discard();
  }
  return seen;
}

/** A host in a room of its own. */
function prober(tokens: TokenSource | undefined): NativeRoomObject {
  const { participant, role } = host('prober');
  const room = `probe-${randomUUID()}`;
  const join = { kind: 'join', room, participant, role, joinId: randomUUID(), ack: 0 } as const;
  const token = accessToken(tokens, { room, participant, role });
  return new NativeRoomObject(
    room,
    turn(token, (accessToken) => ({ ...join, accessToken })),
  );
}

/** An endpoint that answers with an HTTP error may only refuse the subprotocol. */
async function withoutSubprotocol(
  url: string,
  subprotocol: Subprotocol,
  error: unknown,
): Promise<Unreachable | undefined> {
  const { cause } = error as Error;
  if (!(cause instanceof NoConnection) || cause.how !== 'other-answer') return undefined;
  if (await opens(url, []))
    return new Unreachable(
      `${url} refuses the subprotocol ${subprotocol}, and opens a WebSocket without it`,
      'let the server take the subprotocol, and every proxy in between pass it on',
    );
  const other = subprotocol === SUBPROTOCOL ? TEXT_SUBPROTOCOL : SUBPROTOCOL;
  if (!(await opens(url, [other]))) return undefined;
  return new Unreachable(
    `${url} refuses the subprotocol ${subprotocol}, and speaks ${other}`,
    `give --subprotocol ${other.replace(/^.*\./, '')}`,
  );
}

async function opens(url: string, subprotocols: readonly string[]): Promise<boolean> {
  const ignore = { message: () => {}, closed: () => {}, invalid: () => {} };
  const link = await openConnection(url, ignore, subprotocols).catch(() => undefined);
  link?.cut();
  return link !== undefined;
}

function tooLate(url: string, { connected }: SeatConnection, withinMs: number, subprotocol: Subprotocol): Unreachable {
  if (connected)
    return new Unreachable(
      `${url} answers no Join within ${withinMs / 1_000} s`,
      subprotocol === TEXT_SUBPROTOCOL
        ? 'see whether the server reads text frames with the JSON of adjourn.v1.ClientMessage'
        : 'see whether the server reads binary frames with adjourn.v1.ClientMessage',
    );
  const { found, advice } = noUpgrade(url);
  return new Unreachable(found, advice);
}

function refused(url: string, seen: readonly Observation[], withToken: boolean): Unreachable {
  const code = seen.find((one) => one.kind === 'rejected')?.code;
  if (code === 'permission_denied' || code === 'unauthenticated')
    return new Unreachable(
      `${url} refuses the Join of a host with ${code.toUpperCase()}`,
      withToken
        ? 'see that its key, and the claims room, participant and role that it looks for, are those of the token'
        : 'the suite presents no token, so give it a way to make them, or start the server in a mode that takes the Join at its word',
    );
  const instead = seen.map(words).join(', ') || 'nothing';
  return new Unreachable(
    `${url} lets nobody join: instead of Joined came ${instead}`,
    'see what the server logs about it',
  );
}

function words(observation: Observation): string {
  if (observation.kind === 'rejected') return `Rejected ${observation.code.toUpperCase()}`;
  if (observation.kind === 'closed') return `a close with ${observation.code}`;
  return observation.kind === 'invalid' ? observation.what : observation.kind;
}
