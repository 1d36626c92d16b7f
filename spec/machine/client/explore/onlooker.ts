/** What an onlooker concludes from events and effects, without the client's state: the rules are checked against it. */
import { close } from '../../../../gen/codes.js';
import { demand } from '../../search.js';
import type { ClientEffect } from '../effects.js';
import type { ClientEvent, ConnectionNumber, SaidMessage, TimerName } from '../events.js';

/** One connection, as its two ends have treated it. */
export interface WatchedConnection {
  readonly id: ConnectionNumber;
  /** `awaiting`: a Resume or a repeated Join went out over it and is not answered. */
  readonly phase: 'opening' | 'open' | 'awaiting' | 'goodbye' | 'gone';
}

/** What somebody knows who sees the events and the effects, and no state. */
export interface Onlooker {
  /** The newest connection: an older one is gone, or a rule is broken. */
  readonly connection: WatchedConnection | null;
  readonly timers: readonly TimerName[];
  readonly outstanding: readonly number[];
  /** Of the requests, by number: what each of them said. */
  readonly said: readonly string[];
  readonly joins: number;
  readonly joined: boolean;
  readonly token: string;
  /** The highest sequence without a gap since Joined, and how many of them no `ack` has covered. */
  readonly received: number;
  readonly unacknowledged: number;
  readonly roomLefts: number;
}

/** What is known before anything has happened. */
export const newOnlooker: Onlooker = {
  connection: null,
  timers: [],
  outstanding: [],
  said: [],
  joins: 0,
  joined: false,
  token: '',
  received: 0,
  unacknowledged: 0,
  roomLefts: 0,
};

/** What is known after an event and before the client has acted on it. */
export function witnessed(ledger: Onlooker, event: ClientEvent): Onlooker {
  switch (event.type) {
    case 'ask':
    case 'leave':
      return { ...ledger, outstanding: [...ledger.outstanding, event.call] };
    case 'timer':
      return { ...ledger, timers: ledger.timers.filter((one) => one !== event.timer) };
    case 'opened':
      return onLine(ledger, event.connection, 'open');
    case 'failed':
    case 'closed':
      return onLine(ledger, event.connection, 'gone');
    case 'message':
      return heard(ledger, event);
    default:
      return ledger;
  }
}

function onLine(ledger: Onlooker, id: ConnectionNumber, phase: WatchedConnection['phase']): Onlooker {
  const usable = ledger.connection?.id === id && ledger.connection.phase !== 'gone';
  return usable ? { ...ledger, connection: { id, phase } } : ledger;
}

function heard(ledger: Onlooker, event: ClientEvent & { type: 'message' }): Onlooker {
  const { sequence, message } = event;
  const { connection, received, joined } = ledger;
  if (connection?.id !== event.connection || connection.phase === 'gone' || connection.phase === 'goodbye')
    return ledger;
  const begins = joined || message.kind === 'joined';
  const next = sequence === received + 1 && begins && message.kind !== 'roomLeft';
  const taken = next || sequence === 0;
  const resumes = message.kind === 'resumed' && connection.phase === 'awaiting' && joined;
  const answers = resumes || (message.kind === 'joined' && !joined);
  const tokened = taken && (message.kind === 'joined' || resumes);
  return {
    ...ledger,
    connection: taken && answers ? { ...connection, phase: 'open' } : connection,
    joined: joined || (taken && message.kind === 'joined'),
    token: tokened && 'token' in message ? message.token : ledger.token,
    received: next ? sequence : received,
    unacknowledged: ledger.unacknowledged + (next ? 1 : 0),
  };
}

/** What is known once the client has acted. It contradicts a client that does what cannot be done. */
export function carriedOut(ledger: Onlooker, effect: ClientEffect): Onlooker {
  switch (effect.kind) {
    case 'open':
      demand(
        ledger.connection === null || ledger.connection.phase === 'gone',
        () => 'a second connection while one lives',
      );
      return { ...ledger, connection: { id: effect.connection, phase: 'opening' } };
    case 'send':
      return sent(ledger, effect);
    case 'close':
      demand(ledger.connection?.id === effect.connection, () => `a connection is closed that is not the newest`);
      demand(!['gone', 'goodbye'].includes(ledger.connection.phase), () => 'a connection is closed twice');
      return {
        ...ledger,
        connection: { id: effect.connection, phase: effect.code === close.LEAVE ? 'goodbye' : 'gone' },
      };
    case 'start':
      return { ...ledger, timers: [...ledger.timers.filter((one) => one !== effect.timer), effect.timer] };
    case 'stop':
      return { ...ledger, timers: ledger.timers.filter((one) => one !== effect.timer) };
    case 'settle':
      demand(ledger.outstanding.includes(effect.call), () => `call ${effect.call} is settled, and was not outstanding`);
      return { ...ledger, outstanding: ledger.outstanding.filter((one) => one !== effect.call) };
    case 'tell':
      demand(ledger.roomLefts === 0, () => `${effect.told.event} after roomLeft`);
      return effect.told.event === 'roomLeft' ? { ...ledger, roomLefts: 1 } : ledger;
  }
}

function sent(ledger: Onlooker, effect: ClientEffect & { kind: 'send' }): Onlooker {
  const { request, ack, saying } = effect;
  const { connection, joins } = ledger;
  demand(connection?.id === effect.connection, () => `${saying.kind} is sent over another connection than the newest`);
  demand(connection.phase === 'open', () => `${saying.kind} is sent over a connection that is ${connection.phase}`);
  const unnumbered = ['join', 'resume', 'ack'].includes(saying.kind);
  demand(unnumbered === (request === 0), () => `${saying.kind} bears the number ${request}`);
  const joining = saying.kind === 'join';
  const received = joining ? 0 : ledger.received;
  demand(ack === received, () => `${saying.kind} acknowledges ${ack}, not ${received}`);
  const awaits = saying.kind === 'resume' || (joining && joins > 0);
  return {
    ...ledger,
    connection: awaits ? { ...connection, phase: 'awaiting' } : connection,
    joins: joins + (joining ? 1 : 0),
    received,
    unacknowledged: 0,
    said: request > 0 ? numbered(ledger.said, request, saying) : ledger.said,
  };
}

/** Requests have the numbers 1, 2, 3, and one that is sent again says the same. */
function numbered(said: readonly string[], request: number, saying: SaidMessage): readonly string[] {
  const words = JSON.stringify(saying);
  const known = said[request - 1];
  if (known === undefined) demand(request === said.length + 1, () => `request ${request} follows ${said.length}`);
  else demand(known === words, () => `request ${request} was ${known}, and is ${words}`);
  return known === undefined ? [...said, words] : said;
}
