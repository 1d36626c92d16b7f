/**
 * A client in as few words as the rules allow: one room object, what it keeps, and what it does with what it hears. It
 * is written from `resumption.md`, and knows the server by its messages alone.
 */
import { close, reason as codes } from '../../../gen/codes.js';
import type { Ask } from '../events.js';
import type { Message } from '../messages.js';

/** Rules that can be switched off, one at a time, to see what they are there for. */
export interface MinimalRules {
  /** RoomLeft is acted on whatever its sequence. */
  readonly roomLeftAlways: boolean;
  /** The code of a close that the client itself began is not the server's word. */
  readonly echoIsNoWord: boolean;
  /** Giving up closes with 4101 a connection that is open or opening. */
  readonly goodbyeOnGivingUp: boolean;
  /** A Join that is repeated bears the join_id of the first one. */
  readonly repeatsJoinId: boolean;
  /** Nothing is sent behind a Resume, or a Join that is repeated, before its answer. */
  readonly waitsForResumed: boolean;
}

/** A right client. */
export const allRules: MinimalRules = {
  roomLeftAlways: true,
  echoIsNoWord: true,
  goodbyeOnGivingUp: true,
  repeatsJoinId: true,
  waitsForResumed: true,
};

/** Why it is over for the client: the server's word, or its own conclusion. */
export interface Ending {
  readonly reason: number | null;
  readonly source: 'server' | 'local';
}

/** What a client keeps. */
export interface MinimalClient {
  readonly name: string;
  /** Its next connection's number; its connections are `name/number`. */
  readonly connections: number;
  readonly connection: string | null;
  /** It has closed its connection with 4101 itself, and waits for nothing. */
  readonly goodbye: boolean;
  readonly joined: boolean;
  /** It has come back, and has no answer yet. */
  readonly returning: boolean;
  readonly token: string;
  readonly received: number;
  /** What has been sent and not been answered, oldest first. */
  readonly unanswered: readonly { readonly request: number; readonly ask: Ask }[];
  readonly requests: number;
  /** By which Join it is known: the ordinal of its join_id. */
  readonly joinId: number;
  readonly ending: Ending | null;
}

/** A client that has not joined yet. */
export const newClient = (name: string): MinimalClient => ({
  name,
  connections: 0,
  connection: null,
  goodbye: false,
  joined: false,
  returning: false,
  token: '',
  received: 0,
  unanswered: [],
  requests: 0,
  joinId: 0,
  ending: null,
});

/** What a client sends. */
export type UpFrame =
  | { readonly kind: 'join'; readonly joinId: string }
  | { readonly kind: 'resume'; readonly token: string; readonly sequence: number }
  | { readonly kind: 'request'; readonly request: number; readonly ack: number; readonly ask: Ask }
  | { readonly kind: 'ack'; readonly ack: number }
  | { readonly kind: 'close'; readonly code: number };

/** What a client hears. */
export type DownFrame =
  | { readonly kind: 'message'; readonly message: Message; readonly sequence: number }
  | { readonly kind: 'close'; readonly code: number };

/** The client afterwards, and what it sends over its connection. */
export type Reply = readonly [MinimalClient, readonly UpFrame[]];

/** Opens a connection: joins, joins again by the same join_id, or resumes. */
export function connect(rules: MinimalRules, client: MinimalClient): Reply {
  const { name, connections, token, received, joined } = client;
  const joinId = joined || rules.repeatsJoinId ? 0 : connections;
  const next = {
    ...client,
    connections: connections + 1,
    connection: `${name}/${connections}`,
    joinId,
    returning: connections > 0,
  };
  const first: UpFrame = joined
    ? { kind: 'resume', token, sequence: received }
    : { kind: 'join', joinId: `${name}:${joinId}` };
  return [next, [first]];
}

/** Asks the server for something. */
export function ask(rules: MinimalRules, client: MinimalClient, what: Ask): Reply {
  const request = client.requests + 1;
  const unanswered = [...client.unanswered, { request, ask: what }];
  return [
    { ...client, requests: request, unanswered },
    client.returning && rules.waitsForResumed ? [] : [{ kind: 'request', request, ack: client.received, ask: what }],
  ];
}

/**
 * leave() that waits for nothing, the end of the budget, the page that is closed: the application hears of it at once.
 */
export function giveUp(rules: MinimalRules, client: MinimalClient): Reply {
  const reason = client.joined ? codes.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED : codes.JOIN_ROOM_FAILED;
  const ended: MinimalClient = { ...client, ending: { reason, source: 'local' } };
  if (client.connection === null) return [ended, []];
  if (!rules.goodbyeOnGivingUp) return [{ ...ended, connection: null }, []];
  return [{ ...ended, goodbye: true }, [{ kind: 'close', code: close.LEAVE }]];
}

/** Leaves by closing, and listens for what the server may still say until the close is done. */
export function closeWith4101(client: MinimalClient): Reply {
  return [{ ...client, goodbye: true }, [{ kind: 'close', code: close.LEAVE }]];
}

/** Takes up a message or a close. */
export function hear(rules: MinimalRules, client: MinimalClient, heard: DownFrame): Reply {
  if (client.ending !== null) return [heard.kind === 'close' ? { ...client, connection: null } : client, []];
  // A socket that is closing shows no messages any more.
  if (client.goodbye && heard.kind === 'message') return [client, []];
  return heard.kind === 'close' ? hearClose(rules, client, heard.code) : hearMessage(rules, client, heard);
}

function hearClose(rules: MinimalRules, client: MinimalClient, code: number): Reply {
  const closed = { ...client, connection: null };
  const echoed = client.goodbye && code === close.LEAVE;
  const word = code >= close.WEBSOCKET_DISCONNECTED && code < close.REPLACED && !(echoed && rules.echoIsNoWord);
  if (word) return [over(closed, code - 3_000, 'server'), []];
  return [client.goodbye ? over(closed, codes.MANUAL_LEAVE_CALLED, 'local') : closed, []];
}

const over = (client: MinimalClient, reason: number | null, source: Ending['source']): MinimalClient => ({
  ...client,
  unanswered: [],
  ending: { reason, source },
});

function hearMessage(
  rules: MinimalRules,
  client: MinimalClient,
  { message, sequence }: DownFrame & { kind: 'message' },
): Reply {
  if (message.kind === 'roomLeft' && (rules.roomLeftAlways || sequence === client.received + 1))
    return [over(client, message.reason, 'server'), []];
  if (sequence === 0) return hearOutside(client, message);
  // A repeat is dropped; a gap is a lost connection.
  if (sequence <= client.received) return [client, []];
  if (sequence > client.received + 1) return [{ ...client, connection: null }, []];
  const received = { ...client, received: sequence };
  if (message.kind === 'joined') return hearJoined(received, message);
  if ('replyTo' in message) return [answered(received, message.replyTo), []];
  return [received, []];
}

const answered = (client: MinimalClient, request: number): MinimalClient => ({
  ...client,
  unanswered: client.unanswered.filter((one) => one.request !== request),
});

function hearJoined(client: MinimalClient, { token, lastRequest, replyTo }: Message & { kind: 'joined' }): Reply {
  const next = answered({ ...client, token }, replyTo);
  return client.joined
    ? [next, [{ kind: 'ack', ack: next.received }]]
    : sendAgain({ ...next, joined: true }, lastRequest);
}

function hearOutside(client: MinimalClient, message: Message): Reply {
  if (message.kind === 'resumed') return sendAgain({ ...client, token: message.token }, message.lastRequest);
  if (message.kind === 'rejected')
    return [
      over(client, client.joined ? codes.WEBSOCKET_DISCONNECTED : codes.JOIN_ROOM_FAILED, 'local'),
      [{ kind: 'close', code: close.LEAVE }],
    ];
  return [client, []];
}

/** What the server has not taken up; what it has is answered, or will be. */
function sendAgain(client: MinimalClient, lastRequest: number): Reply {
  const unheard = client.unanswered.filter(({ request }) => request > lastRequest);
  const sayings = unheard.map(({ request, ask }): UpFrame => ({ kind: 'request', request, ack: client.received, ask }));
  return [{ ...client, returning: false }, sayings];
}
