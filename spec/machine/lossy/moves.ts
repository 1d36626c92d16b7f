/**
 * What can happen next: the client asks or gives up, a connection carries something or is cut, the server acts by
 * itself.
 */

import { close, wsClose } from '../../../gen/codes.js';
import type { Ask, Event } from '../events.js';
import { enabled } from '../server.js';
import * as client from './client.js';
import { carried, happens, type LossySetting, type LossyState, pipeOf, said, withPipe } from './state.js';

/** One thing that can happen, in words, and where it leads. */
export interface Move {
  readonly event: string;
  readonly next: LossyState;
  /** It need not happen: a state in which only such moves are left is at rest. */
  readonly optional?: boolean;
}

/** Everything that can happen in a state. */
export function movesOf(setting: LossySetting, state: LossyState): Move[] {
  return [...clientMoves(setting, state), ...pipeMoves(setting, state), ...serverMoves(setting, state)];
}

function clientMoves({ rules, script, connections, goodbyes }: LossySetting, state: LossyState): Move[] {
  const { client: ann } = state;
  if (ann.ending !== null || ann.goodbye) return [];
  const moves: Move[] = [];
  if (ann.connection === null) {
    const opens = { event: 'opens a connection', next: said(state, client.connect(rules, ann)) };
    const spent = { event: 'gives up', next: said(state, client.giveUp(rules, ann)) };
    moves.push(ann.connections < connections ? opens : spent);
  }
  const kind = script[state.asked];
  if (kind && ann.connection !== null)
    moves.push({
      event: `asks for ${kind}`,
      next: said({ ...state, asked: state.asked + 1 }, client.ask(rules, ann, asking(kind))),
      optional: true,
    });
  if (goodbyes && ann.connection !== null) {
    moves.push({ event: 'gives up', next: said(state, client.giveUp(rules, ann)), optional: true });
    moves.push({ event: 'closes with 4101', next: said(state, client.closeWith4101(ann)), optional: true });
  }
  return moves;
}

const asking = (kind: LossySetting['script'][number]): Ask =>
  kind === 'switch'
    ? { kind, room: 'green', access: 'granted', session: 'green', participation: 'ann.green', token: 'green' }
    : { kind };

function pipeMoves(setting: LossySetting, state: LossyState): Move[] {
  return Object.entries(state.pipes).flatMap(([connection, { up, down, cut }]): Move[] => {
    const moves: Move[] = [];
    const [saying, ...laterUp] = up;
    const [heard, ...laterDown] = down;
    const current = state.client.connection === connection;
    if (saying)
      moves.push({
        event: `server takes ${saying.kind} of ${connection}`,
        next: arrives(setting, withPipe(state, connection, { up: laterUp }), connection, saying),
      });
    if (heard)
      moves.push({
        event: `client hears ${told(heard)} on ${connection}`,
        next: hears(setting, withPipe(state, connection, { down: laterDown }), connection, heard),
      });
    if (cut && current) moves.push({ event: `client notices the cut of ${connection}`, next: noticed(setting, state) });
    if (!cut && state.cuts < setting.cuts) {
      const spent = { ...state, cuts: state.cuts + 1 };
      moves.push({
        event: `${connection} is cut`,
        next: withPipe(spent, connection, { up: [], down: [], cut: true }),
        optional: true,
      });
      if (carried(state, connection))
        moves.push({
          event: `server takes ${connection} as lost`,
          next: timesOut(setting, spent, connection),
          optional: true,
        });
    }
    return moves;
  });
}

const told = (heard: client.DownFrame): string =>
  heard.kind === 'close' ? `close ${heard.code}` : `${heard.message.kind} ${heard.sequence}`;

/** A socket that was closing reports the code that its owner gave it; any other is simply gone. */
function noticed({ rules }: LossySetting, state: LossyState): LossyState {
  const code = state.client.goodbye ? close.LEAVE : wsClose.NO_FRAME;
  return said(state, client.hear(rules, state.client, { kind: 'close', code }));
}

function hears(setting: LossySetting, state: LossyState, connection: string, heard: client.DownFrame): LossyState {
  if (state.client.connection !== connection) return state;
  const { ending, goodbye } = state.client;
  const isRoomLeft = heard.kind === 'message' && heard.message.kind === 'roomLeft';
  const heardRoomLeft = state.heardRoomLeft || (isRoomLeft && ending === null && !goodbye);
  return said({ ...state, heardRoomLeft }, client.hear(setting.rules, state.client, heard));
}

function arrives(setting: LossySetting, state: LossyState, connection: string, saying: client.UpFrame): LossyState {
  if (state.server.closed.includes(connection)) return state;
  if (saying.kind !== 'close') return happens(setting, state, eventOf(connection, saying));
  const saidGoodbye = state.saidGoodbye || carried(state, connection);
  const after = happens(setting, { ...state, saidGoodbye }, { type: 'goodbye', connection });
  return withPipe(after, connection, {
    down: [...pipeOf(after, connection).down, { kind: 'close', code: saying.code }],
  });
}

function timesOut(setting: LossySetting, state: LossyState, connection: string): LossyState {
  const after = happens(setting, state, { type: 'lost', connection });
  if (setting.fault === 'loss-does-not-close') return after;
  return withPipe(after, connection, {
    down: [...pipeOf(after, connection).down, { kind: 'close', code: wsClose.GOING_AWAY }],
  });
}

function eventOf(connection: string, saying: Exclude<client.UpFrame, { kind: 'close' }>): Event {
  switch (saying.kind) {
    case 'join': {
      const made = { session: connection, participation: connection, token: connection };
      const who = { room: 'blue', participant: 'ann', role: 'host' } as const;
      return { type: 'join', connection, access: 'granted', joinId: saying.joinId, ...who, ...made };
    }
    case 'resume':
      return { type: 'resume', connection, token: saying.token, sequence: saying.sequence, fresh: connection };
    case 'request':
      return { type: 'request', connection, request: saying.request, ack: saying.ack, ask: saying.ask };
    case 'ack':
      return { type: 'ack', connection, ack: saying.ack };
  }
}

function serverMoves(setting: LossySetting, state: LossyState): Move[] {
  const own = enabled(state.server).map((event) => ({
    event: `server: ${event.type}`,
    next: happens(setting, state, event),
  }));
  const lost = Object.entries(state.pipes).flatMap(([connection, { cut }]): Move[] =>
    cut && carried(state, connection)
      ? [
          {
            event: `server notices the cut of ${connection}`,
            next: happens(setting, state, { type: 'lost', connection }),
          },
        ]
      : [],
  );
  return [...own, ...lost, ...removals(setting, state), ...ends(setting, state)];
}

function ends(setting: LossySetting, state: LossyState): Move[] {
  if (!setting.company || state.ended) return [];
  const event: Event = { type: 'request', connection: 'cyd', request: 1, ack: 0, ask: { kind: 'end' } };
  return [{ event: 'cyd ends green', next: happens(setting, { ...state, ended: true }, event), optional: true }];
}

function removals(setting: LossySetting, state: LossyState): Move[] {
  const target = Object.entries(state.server.rooms).find(([, { present }]) => present.length > 0);
  if (!setting.removal || state.removed || !target) return [];
  const [room, { present }] = target;
  const call = { type: 'operate', connection: 'call', call: 'removeParticipant', room, session: '' } as const;
  const event: Event = { ...call, targets: present.map(({ id }) => id), access: 'granted' };
  return [{ event: 'operator removes', next: happens(setting, { ...state, removed: true }, event), optional: true }];
}
