/** The real machine, of which one rule at a time can be switched off by a wrapper around one step. */

import { close, reason } from '../../../gen/codes.js';
import { baseConfig, type Config } from '../config.js';
import type { ServerEvent } from '../events.js';
import type { Effect, Step } from '../messages.js';
import { step } from '../server.js';
import type { RoomObject, Server } from '../state.js';

/** The rules of a server that can be switched off. */
export type ServerFault =
  | 'newest-token-alone'
  | 'last-request-answered'
  | 'commit-may-fail'
  | 'resume-does-not-wait'
  | 'oldest-departure'
  | 'goodbye-does-not-wait'
  | 'loss-does-not-close';

/** The server that is searched. */
export const lossyConfig: Config = { ...baseConfig, switch: true, resumeWindowMs: 5_000 };

/** `answered` is the highest request that was answered. */
export function stepServer(
  fault: ServerFault | undefined,
  server: Server,
  event: ServerEvent,
  answered: number,
): Step<Server> {
  const before = fault === 'last-request-answered' && event.type === 'resume' ? forgetting(server, answered) : server;
  const instead = fault && interceptors[fault]?.(before, event);
  if (instead) return instead;
  const [after, effects] = step(lossyConfig, before, event);
  return fault === 'newest-token-alone' && event.type === 'resume' ? [newestAlone(after), effects] : [after, effects];
}

const each = (server: Server, change: (roomObject: RoomObject) => RoomObject): Server => ({
  ...server,
  roomObjects: Object.fromEntries(
    Object.entries(server.roomObjects).map(([id, roomObject]) => [id, change(roomObject)]),
  ),
});

const forgetting = (server: Server, answered: number): Server =>
  each(server, (roomObject) => ({ ...roomObject, lastRequest: Math.min(roomObject.lastRequest, answered) }));

const newestAlone = (server: Server): Server =>
  each(server, (roomObject) => ({ ...roomObject, tokens: roomObject.tokens.slice(-1) }));

type Interceptor = (server: Server, event: ServerEvent) => Step<Server> | undefined;

const owned = (server: Server, event: ServerEvent): RoomObject | undefined =>
  Object.values(server.roomObjects).find((roomObject) => {
    if (event.type === 'resume') return roomObject.tokens.some(({ value }) => value === event.token);
    if ('roomObject' in event) return roomObject.id === event.roomObject;
    return 'connection' in event && roomObject.connection === event.connection;
  });

/** RoomLeft for a switch, which is never the answer to a Resume. */
const switched = (server: Server, to: string): Step<Server> => {
  const effects: Effect[] = [
    {
      kind: 'send',
      to,
      sequence: 0,
      message: { kind: 'roomLeft', reason: reason.SWITCH_ROOM, replyTo: 0 },
      clauses: ['switch.answered'],
    },
    { kind: 'close', to, code: close.SWITCH_ROOM, clauses: ['close.code'] },
  ];
  return [{ ...server, closed: [...server.closed, to] }, effects];
};

const interceptors: Partial<Record<ServerFault, Interceptor>> = {
  'commit-may-fail': (server, event) => {
    const roomObject = event.type === 'committed' ? owned(server, event) : undefined;
    const target = server.rooms[roomObject?.switching?.room ?? ''];
    if (!roomObject || target?.session) return undefined;
    return [
      {
        ...server,
        rooms: {},
        roomObjects: { ...server.roomObjects, [roomObject.id]: { ...roomObject, switching: null } },
      },
      [],
    ];
  },
  'resume-does-not-wait': (server, event) =>
    event.type === 'resume' && owned(server, event)?.switching?.phase === 'fixed'
      ? switched(server, event.connection)
      : undefined,
  'oldest-departure': (server, event) => {
    const roomObject = event.type === 'resume' ? owned(server, event) : undefined;
    const moved = roomObject?.departure && roomObject.participation !== roomObject.id;
    return event.type === 'resume' && moved ? switched(server, event.connection) : undefined;
  },
  'goodbye-does-not-wait': (server, event) =>
    event.type === 'goodbye' && owned(server, event)?.switching
      ? step(lossyConfig, server, { type: 'lost', connection: event.connection })
      : undefined,
};
