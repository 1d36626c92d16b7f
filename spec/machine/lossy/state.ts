/** A client, the machine, and what is under way between them: what a state is, and what becomes of it. */

import type { Ask, Event } from '../events.js';
import { step } from '../server.js';
import { idle, type Server } from '../state.js';
import * as client from './client.js';
import { lossyConfig, type ServerFault, stepServer } from './server.js';

/** What is searched, and within which bounds. */
export interface LossySetting {
  readonly name: string;
  readonly rules: client.MinimalRules;
  readonly fault?: ServerFault;
  /** What the client asks for, one after another, at any time, also before it is answered. */
  readonly script: readonly (Ask['kind'] & ('sync' | 'end' | 'switch'))[];
  /** How often a connection may be cut, or be taken as lost by the server alone. */
  readonly cuts: number;
  readonly connections: number;
  /** Whether the operator may remove the client. */
  readonly removal: boolean;
  /** Whether the client may close with 4101 or give up. */
  readonly goodbyes: boolean;
  /** Whether somebody else is in the room that the client may switch to, who may end it at any moment. */
  readonly company: boolean;
}

interface Pipe {
  readonly up: readonly client.UpFrame[];
  readonly down: readonly client.DownFrame[];
  readonly cut: boolean;
}

/** One state: the client, the server, and what is under way between them. */
export interface LossyState {
  readonly client: client.MinimalClient;
  readonly server: Server;
  readonly pipes: Readonly<Record<string, Pipe>>;
  readonly asked: number;
  readonly cuts: number;
  readonly removed: boolean;
  readonly ended: boolean;
  /** How often each request was answered by the server, sent again or not. */
  readonly answers: readonly number[];
  readonly saidGoodbye: boolean;
  readonly heardRoomLeft: boolean;
}

/** Nobody has joined. */
export const start: LossyState = {
  client: client.newClient('ann'),
  server: idle,
  pipes: {},
  asked: 0,
  cuts: 0,
  removed: false,
  ended: false,
  answers: [],
  saidGoodbye: false,
  heardRoomLeft: false,
};

/** Connections without a pipe: what is sent there concerns nobody here. */
const elsewhere = ['call', 'cyd'];

const company: Event = {
  type: 'join',
  connection: 'cyd',
  room: 'green',
  participant: 'cyd',
  role: 'host',
  access: 'granted',
  joinId: 'cyd',
  session: 'cyd',
  participation: 'cyd',
  token: 'cyd',
};

/** Somebody else is in the other room. */
export const accompanied: LossyState = { ...start, server: step(lossyConfig, idle, company)[0] };

const noPipe: Pipe = { up: [], down: [], cut: false };
/** What is under way on a connection. */
export const pipeOf = (state: LossyState, connection: string): Pipe => state.pipes[connection] ?? noPipe;
/** A state with something else under way on a connection. */
export const withPipe = (state: LossyState, connection: string, changes: Partial<Pipe>): LossyState => ({
  ...state,
  pipes: { ...state.pipes, [connection]: { ...pipeOf(state, connection), ...changes } },
});

/** Whether a connection carries a participation. */
export const carried = ({ server }: LossyState, connection: string): boolean =>
  Object.values(server.roomObjects).some((roomObject) => roomObject.connection === connection);

/** What a client says enters its connection, unless that is cut. */
export function said(state: LossyState, [next, sayings]: client.Reply): LossyState {
  const { connection } = next;
  const after = { ...state, client: next };
  if (connection === null) return after;
  const pipe = pipeOf(after, connection);
  return pipe.cut ? after : withPipe(after, connection, { up: [...pipe.up, ...sayings] });
}

/** Lets the server take something up; what it sends enters the connections that are not cut. */
export function happens(setting: LossySetting, state: LossyState, event: Event): LossyState {
  const answered = state.answers.findLastIndex((times) => times > 0);
  const [server, effects] = stepServer(setting.fault, state.server, event, Math.max(answered, 0));
  let next: LossyState = { ...state, server };
  for (const effect of effects) {
    const isResent = effect.clauses.some((clause) => clause === 'resume.missed' || clause === 'repeat.answered');
    if (effect.kind === 'send' && effect.sequence > 0 && !isResent && effect.to !== 'cyd')
      next = counted(next, effect.message);
    const pipe = pipeOf(next, effect.to);
    if (elsewhere.includes(effect.to) || pipe.cut) continue;
    const heard: client.DownFrame =
      effect.kind === 'send'
        ? { kind: 'message', message: effect.message, sequence: effect.sequence }
        : { kind: 'close', code: effect.code };
    next = withPipe(next, effect.to, { down: [...pipe.down, heard] });
  }
  return next;
}

function counted(state: LossyState, message: { readonly kind: string; readonly replyTo?: number }): LossyState {
  const { replyTo = 0 } = message;
  if (replyTo === 0) return state;
  const answers = [...state.answers];
  for (let index = answers.length; index <= replyTo; index += 1) answers.push(0);
  answers[replyTo] = (answers[replyTo] ?? 0) + 1;
  return { ...state, answers };
}
