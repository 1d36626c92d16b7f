/**
 * Everything that may happen to a client at one point: what its application does, and what a server and a network do
 * that keep to no rule.
 */

import { close, reason, wsClose } from '../../../../gen/codes.js';
import type { ArrivedMessage, ClientAsk, ClientEvent, KnownMember, MessageReason } from '../events.js';
import type { ClientState } from '../state.js';
import { enabledTimers } from '../step.js';
import type { ClientScope, ClientWorld } from './world.js';

/** Everything that may happen to a client at one point. */
export function clientHappenings(scope: ClientScope, world: ClientWorld): ClientEvent[] {
  const { client } = world;
  if (!client.begun) return [{ type: 'join', joinId: 'secret' }];
  if (client.connections > scope.connections) return [];
  return [...ofApplication(scope, world), ...enabledTimers(client), ...ofNetwork(scope, client)];
}

function ofApplication({ asks, leaves, goodbyes }: ClientScope, { used }: ClientWorld): ClientEvent[] {
  const kind = asks[used.asks];
  // The numbers of calls say what they are: 10, 11 and so on ask, 1, 2 and so on leave.
  const asking: ClientEvent[] = kind ? [{ type: 'ask', call: 10 + used.asks, ask: asked(kind) }] : [];
  const leaving: ClientEvent[] = used.leaves < leaves ? [{ type: 'leave', call: 1 + used.leaves }] : [];
  const gone: ClientEvent[] = goodbyes && !used.disposed ? [{ type: 'dispose' }, { type: 'unload' }] : [];
  return [...asking, ...leaving, ...gone, { type: 'join', joinId: 'another' }];
}

function asked(kind: ClientAsk['kind']): ClientAsk {
  if (kind === 'remove') return { kind, target: 'bob#1' };
  return kind === 'switchRoom' ? { kind, room: 'green', accessToken: 'green' } : { kind };
}

/** On the newest connection, in any state of it, and on one that the client has given up. */
function ofNetwork(scope: ClientScope, client: ClientState): ClientEvent[] {
  const newest = client.connections;
  const late = newest > 1 ? onStale(newest - 1) : [];
  if (client.connection?.phase !== 'opening') return [...onOpen(scope, client, newest), ...late];
  return [...attempted(newest), ...late];
}

const attempted = (connection: number): ClientEvent[] => [
  { type: 'opened', connection },
  { type: 'refused', connection },
  { type: 'failed', connection },
];

const onStale = (connection: number): ClientEvent[] => [
  ...attempted(connection),
  { type: 'message', connection, sequence: 0, replyTo: 0, message: { kind: 'roomLeft', reason: null } },
  { type: 'closed', connection, code: close.REMOVE_PEER },
];

/** Ordinary ones, those of this protocol, one that means nothing, and a vendor's. */
const closeCodes = [wsClose.NORMAL, wsClose.NO_FRAME, close.REMOVE_PEER, close.LEAVE, close.REPLACED, 4_201, 4_542];

type Heard = ClientEvent & { type: 'message' };

function onOpen(scope: ClientScope, client: ClientState, connection: number): ClientEvent[] {
  const closes = closeCodes.map((code): ClientEvent => ({ type: 'closed', connection, code }));
  const hear = (message: ArrivedMessage, sequence: number, replyTo = 0): Heard => ({
    type: 'message',
    connection,
    sequence,
    replyTo,
    message,
  });
  return [...heard(scope, client, hear), { type: 'undecodable', connection }, ...closes];
}

/**
 * Every message in its place; some also outside of the order, again, and behind a gap; answers to each request and to
 * none.
 */
function heard(
  scope: ClientScope,
  client: ClientState,
  hear: (message: ArrivedMessage, sequence: number, replyTo?: number) => Heard,
): Heard[] {
  const { received, requests, unanswered } = client;
  const next = received + 1;
  const outside = [...answersToJoin(scope, client), heartbeat].map((message) => hear(message, 0));
  const inside = [...said(scope, client), accepted, refusal].map((message) => hear(message, next));
  const placed = [...joins(scope, client, 0), unknown, removed, departed('cyd#1', null)].flatMap((message) =>
    [0, received, received + 2].map((sequence) => hear(message, sequence)),
  );
  const numbers = [...unanswered.map(({ request }) => request), requests + 1];
  const replies = numbers.flatMap((replyTo) =>
    [...joins(scope, client, 0), accepted, refusal, ended].map((message) => hear(message, next, replyTo)),
  );
  return [...outside, ...inside, ...placed, ...replies];
}

const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;

const heartbeat: ArrivedMessage = { kind: 'heartbeat' };
const accepted: ArrivedMessage = { kind: 'accepted' };
const unknown: ArrivedMessage = { kind: 'unknown' };
const refusal: ArrivedMessage = { kind: 'rejected', code: NOT_FOUND, said: '' };
const ended: ArrivedMessage = { kind: 'roomLeft', reason: { code: reason.REMOVE_ALL, said: '' } };
const removed: ArrivedMessage = { kind: 'roomLeft', reason: { code: reason.REMOVE_PEER, said: '' } };

const reasons: readonly MessageReason[] = [
  null,
  { code: 0, said: 'nothing' },
  { code: reason.REMOVE_PEER, said: '' },
  { code: reason.MANUAL_LEAVE_CALLED, said: '' },
  { code: 1_042, said: 'of a later revision' },
];

const bob: KnownMember = { participant: 'bob', participation: 'bob#1', role: 'attendee' };
const nameIn = (participation: string): string => participation.split('#')[0] ?? '';

const tokenFor = ({ connections, received }: ClientState): string => `token ${connections}.${received}`;

/** The first participation, and those after switches. */
function joins(scope: ClientScope, client: ClientState, lastRequest: number): ArrivedMessage[] {
  const { resumeWindowMs, heartbeatTimeoutMs, company } = scope;
  const participation = client.own.length < 2 ? `me#${client.own.length + 1}` : 'me#2';
  const own = { session: 'session', participation, resumeWindowMs, heartbeatTimeoutMs };
  return [{ kind: 'joined', ...own, roster: company ? [bob] : [], token: tokenFor(client), lastRequest }];
}

const lasts = ({ requests }: ClientState): number[] => (requests > 0 ? [0, requests] : [0]);

const answersToJoin = (scope: ClientScope, client: ClientState): ArrivedMessage[] => [
  ...lasts(client).flatMap((lastRequest): ArrivedMessage[] => [
    ...joins(scope, client, lastRequest),
    { kind: 'resumed', token: tokenFor(client), lastRequest },
  ]),
  refusal,
  { kind: 'rejected', code: ALREADY_EXISTS, said: '' },
];

function said(scope: ClientScope, client: ClientState): ArrivedMessage[] {
  const { company, asks } = scope;
  const own = client.own.at(-1) ?? 'me#1';
  const others = company ? ['bob#1', 'cyd#1', own] : [own];
  const why = asks.length === 0 ? reasons : [null];
  return [
    ...lasts(client).flatMap((lastRequest) => joins(scope, client, lastRequest)),
    unknown,
    ...reasons.map((reason): ArrivedMessage => ({ kind: 'roomLeft', reason })),
    ...others.flatMap((participation) => why.map((reason) => departed(participation, reason))),
    ...(company ? others : []).map((participation): ArrivedMessage => {
      const member: KnownMember = { participant: nameIn(participation), participation, role: 'attendee' };
      return { kind: 'participantJoined', member };
    }),
  ];
}

const departed = (participation: string, reason: MessageReason): ArrivedMessage => ({
  kind: 'participantLeft',
  participant: nameIn(participation),
  participation,
  reason,
});
