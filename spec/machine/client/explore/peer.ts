/**
 * What may happen to a client whose server can be made to do anything that a server can do to the newest connection, at a time
 * when it can do it: it answers what was asked, and tells what it likes of others once it has let the client in.
 */
import { close, reason, wsClose } from '../../../../gen/codes.js';
import type { ArrivedMessage, ClientAsk, ClientEvent, KnownMember, MessageReason } from '../events.js';
import type { ClientState, UnansweredRequest } from '../state.js';
import { enabledTimers } from '../step.js';

/** What Joined announces. */
export interface PeerOffer {
  readonly resumeWindowMs: number;
  readonly heartbeatTimeoutMs: number;
}

/** One point: the client, and what has been done to it. */
export interface MetWorld {
  readonly client: ClientState;
  /** What the application has asked for, one thing after another, and how often it has left in any way. */
  readonly asks: number;
  readonly leaves: number;
  /** The server has said RoomLeft, over a connection that may still be there. */
  readonly told: boolean;
  /** Its page is gone: nothing can be made to happen to it any more. */
  readonly gone: boolean;
}

const asks: readonly ClientAsk[] = [
  { kind: 'end' },
  { kind: 'changeMode' },
  { kind: 'remove', target: 'bob#1' },
  { kind: 'switchRoom', room: 'green', accessToken: '' },
];

/** So often it asks for something, and leaves. */
const MOST_ASKS = 2;
const MOST_LEAVES = 2;

/** Everything that may happen at one point. */
export function metHappenings(offer: PeerOffer, { client, asks: asked, leaves, told, gone }: MetWorld): ClientEvent[] {
  if (!client.begun) return [{ type: 'join', joinId: 'secret' }];
  if (gone) return [];
  const calls: ClientEvent[] = [
    ...(asked < MOST_ASKS ? asks.map((ask): ClientEvent => ({ type: 'ask', call: 10 + asked, ask })) : []),
    ...(leaves < MOST_LEAVES
      ? ([{ type: 'leave', call: 1 + leaves }, { type: 'dispose' }, { type: 'unload' }] satisfies ClientEvent[])
      : []),
  ];
  return [...calls, ...enabledTimers(client), ...ofPeer(offer, client, told)];
}

function ofPeer(offer: PeerOffer, client: ClientState, told: boolean): ClientEvent[] {
  const connection = client.connections;
  const hear = (message: ArrivedMessage, sequence: number, replyTo = 0): ClientEvent => ({
    type: 'message',
    connection,
    sequence,
    replyTo,
    message,
  });
  const ends: ClientEvent[] = [wsClose.NO_FRAME, close.REMOVE_PEER, close.LEAVE].map((code) => ({
    type: 'closed',
    connection,
    code,
  }));
  const breaks: ClientEvent[] = [{ type: 'undecodable', connection }, ...ends];
  const next = client.received + 1;
  // Behind its RoomLeft a server may still say what it likes until the connection is gone.
  if (client.left) return told ? [...news.map((message) => hear(message, next)), ...breaks] : [];
  switch (client.connection?.phase) {
    case 'opening':
      return (['opened', 'refused', 'failed'] as const).map((type) => ({ type, connection }));
    case 'asking':
      return [...entrance(offer, client).map(([message, sequence]) => hear(message, sequence)), ...breaks];
    case 'bound':
      return [
        ...news.flatMap((message) => [next, 0, next + 1].map((sequence) => hear(message, sequence))),
        ...client.unanswered
          .filter(({ sentOver }) => sentOver > 0)
          .flatMap((one) => answers(offer, client, one).map((message) => hear(message, next, one.request))),
        ...breaks,
      ];
    case 'closing':
      return ends;
    default:
      return [];
  }
}

const removed: MessageReason = { code: reason.REMOVE_PEER, said: '' };
const bob: KnownMember = { participant: 'bob', participation: 'bob#1', role: 'attendee' };
const roomLeft: ArrivedMessage = { kind: 'roomLeft', reason: removed };
const ALREADY_EXISTS = 6;

/** What a server may say unasked. */
const news: readonly ArrivedMessage[] = [
  { kind: 'participantJoined', member: bob },
  { kind: 'participantLeft', participant: 'bob', participation: 'bob#1', reason: removed },
  { kind: 'heartbeat' },
  { kind: 'unknown' },
  roomLeft,
];

const refusal = (code: number): ArrivedMessage => ({ kind: 'rejected', code, said: '' });

function joinedAs(offer: PeerOffer, { own, requests }: ClientState): ArrivedMessage {
  const participation = `me#${Math.min(own.length + 1, 2)}`;
  return { kind: 'joined', session: 's', participation, roster: [], token: 't', lastRequest: requests, ...offer };
}

/** The answers to a Join or to a Resume, each with its sequence. */
function entrance(offer: PeerOffer, client: ClientState): (readonly [ArrivedMessage, number])[] {
  const refused = [refusal(ALREADY_EXISTS), refusal(1), roomLeft].map((message) => [message, 0] as const);
  if (client.joined === null) return [[joinedAs(offer, { ...client, requests: 0 }), 1], ...refused];
  return [0, client.requests]
    .map((lastRequest) => [{ kind: 'resumed', token: 't', lastRequest }, 0] as [ArrivedMessage, number])
    .concat(refused.map(([message]) => [message, 0]));
}

/** What a request may be answered by. */
function answers(offer: PeerOffer, client: ClientState, { ask }: UnansweredRequest): ArrivedMessage[] {
  const answered: ArrivedMessage[] =
    ask.kind === 'remove' ? [{ kind: 'accepted' }] : ask.kind === 'switchRoom' ? [joinedAs(offer, client)] : [];
  return [...answered, refusal(1), roomLeft];
}
