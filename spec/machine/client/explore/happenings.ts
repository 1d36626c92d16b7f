/** Everything that may happen to a client at one point: what its application does, and a server and a network that know no manners. */

import { enabled } from '../step.js';
import type { Ask, Event, Member, Message, State, ToldReason } from '../types.js';
import type { Scope, World } from './world.js';

export function happenings(scope: Scope, world: World): Event[] {
  const { client } = world;
  if (!client.begun) return [{ type: 'join', joinId: 'secret' }];
  if (client.connections > scope.connections) return [];
  return [...ofApplication(scope, world), ...enabled(client), ...ofNetwork(scope, client)];
}

function ofApplication({ asks, leaves, goodbyes }: Scope, { used }: World): Event[] {
  const kind = asks[used.asks];
  // The numbers of calls say what they are: 10, 11 and so on ask, 1, 2 and so on leave.
  const asking: Event[] = kind ? [{ type: 'ask', call: 10 + used.asks, ask: asked(kind) }] : [];
  const leaving: Event[] = used.leaves < leaves ? [{ type: 'leave', call: 1 + used.leaves }] : [];
  const gone: Event[] = goodbyes && !used.disposed ? [{ type: 'dispose' }, { type: 'unload' }] : [];
  return [...asking, ...leaving, ...gone, { type: 'join', joinId: 'another' }];
}

function asked(kind: Ask['kind']): Ask {
  if (kind === 'remove') return { kind, target: 'bob#1' };
  return kind === 'switchRoom' ? { kind, room: 'green', accessToken: 'green' } : { kind };
}

/** On the newest connection, in whatever state that is, and on one that the client has given up. */
function ofNetwork(scope: Scope, client: State): Event[] {
  const newest = client.connections;
  const late = newest > 1 ? onStale(newest - 1) : [];
  if (client.connection?.phase !== 'opening') return [...onOpen(scope, client, newest), ...late];
  return [...attempted(newest), ...late];
}

const attempted = (connection: number): Event[] => [
  { type: 'opened', connection },
  { type: 'refused', connection },
  { type: 'failed', connection },
];

const onStale = (connection: number): Event[] => [
  ...attempted(connection),
  { type: 'message', connection, sequence: 0, replyTo: 0, message: { kind: 'roomLeft', reason: null } },
  { type: 'closed', connection, code: 4002 },
];

const closeCodes = [1000, 1006, 4002, 4101, 4200, 4201, 4542];

type Heard = Event & { type: 'message' };

function onOpen(scope: Scope, client: State, connection: number): Event[] {
  const closes = closeCodes.map((code): Event => ({ type: 'closed', connection, code }));
  const hear = (message: Message, sequence: number, replyTo = 0): Heard => ({
    type: 'message',
    connection,
    sequence,
    replyTo,
    message,
  });
  return [...heard(scope, client, hear), { type: 'undecodable', connection }, ...closes];
}

/** Every message in its place; some also outside of the order, again, and behind a gap; answers to each request and to none. */
function heard(
  scope: Scope,
  client: State,
  hear: (message: Message, sequence: number, replyTo?: number) => Heard,
): Heard[] {
  const { received, requests, unanswered } = client;
  const next = received + 1;
  const outside = [...answersToJoin(scope, client), heartbeat].map((message) => hear(message, 0));
  const inside = [...said(scope, client), accepted, refusal].map((message) => hear(message, next));
  const placed = [...stayed(scope, client, 0), unknown, removed, departed('cyd#1', null)].flatMap((message) =>
    [0, received, received + 2].map((sequence) => hear(message, sequence)),
  );
  const numbers = [...unanswered.map(({ request }) => request), requests + 1];
  const replies = numbers.flatMap((replyTo) =>
    [...stayed(scope, client, 0), accepted, refusal, ended].map((message) => hear(message, next, replyTo)),
  );
  return [...outside, ...inside, ...placed, ...replies];
}

const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;

const heartbeat: Message = { kind: 'heartbeat' };
const accepted: Message = { kind: 'accepted' };
const unknown: Message = { kind: 'unknown' };
const refusal: Message = { kind: 'rejected', code: NOT_FOUND, said: '' };
const ended: Message = { kind: 'roomLeft', reason: { code: 1008, said: '' } };
const removed: Message = { kind: 'roomLeft', reason: { code: 1002, said: '' } };

const reasons: readonly ToldReason[] = [
  null,
  { code: 0, said: 'nothing' },
  { code: 1002, said: '' },
  { code: 1101, said: '' },
  { code: 1042, said: 'of a later revision' },
];

const bob: Member = { participant: 'bob', participation: 'bob#1', role: 'attendee' };
const nameIn = (participation: string): string => participation.split('#')[0] ?? '';

const tokenFor = ({ connections, received }: State): string => `token ${connections}.${received}`;

/** The first stay, and those after switches. */
function stayed(scope: Scope, client: State, lastRequest: number): Message[] {
  const { resumeWindowMs, heartbeatTimeoutMs, company } = scope;
  const participation = client.own.length < 2 ? `me#${client.own.length + 1}` : 'me#2';
  const stay = { session: 'session', participation, resumeWindowMs, heartbeatTimeoutMs };
  return [{ kind: 'joined', ...stay, roster: company ? [bob] : [], token: tokenFor(client), lastRequest }];
}

const lasts = ({ requests }: State): number[] => (requests > 0 ? [0, requests] : [0]);

const answersToJoin = (scope: Scope, client: State): Message[] => [
  ...lasts(client).flatMap((lastRequest): Message[] => [
    ...stayed(scope, client, lastRequest),
    { kind: 'resumed', token: tokenFor(client), lastRequest },
  ]),
  refusal,
  { kind: 'rejected', code: ALREADY_EXISTS, said: '' },
];

function said(scope: Scope, client: State): Message[] {
  const { company, asks } = scope;
  const own = client.own.at(-1) ?? 'me#1';
  const others = company ? ['bob#1', 'cyd#1', own] : [own];
  const why = asks.length === 0 ? reasons : [null];
  return [
    ...lasts(client).flatMap((lastRequest) => stayed(scope, client, lastRequest)),
    unknown,
    ...reasons.map((reason): Message => ({ kind: 'roomLeft', reason })),
    ...others.flatMap((participation) => why.map((reason) => departed(participation, reason))),
    ...(company ? others : []).map((participation): Message => {
      const member: Member = { participant: nameIn(participation), participation, role: 'attendee' };
      return { kind: 'participantJoined', member };
    }),
  ];
}

const departed = (participation: string, reason: ToldReason): Message => ({
  kind: 'participantLeft',
  participant: nameIn(participation),
  participation,
  reason,
});
