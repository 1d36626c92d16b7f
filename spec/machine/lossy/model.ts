/** One client, the machine, and between them connections that keep the order and may be lost at any moment. Searched breadth first. */
import { enabled, idle, type Server, step } from '../server.js';
import type { Ask, Event } from '../types.js';
import * as client from './client.js';
import { config, type ServerFault, stepServer } from './server.js';

export interface Setting {
  readonly name: string;
  readonly rules: client.ClientRules;
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
  readonly up: readonly client.Saying[];
  readonly down: readonly client.Heard[];
  readonly cut: boolean;
}

interface State {
  readonly client: client.Client;
  readonly server: Server;
  readonly pipes: Readonly<Record<string, Pipe>>;
  readonly asked: number;
  readonly cuts: number;
  readonly removed: boolean;
  readonly ended: boolean;
  /** How often each request was answered by the server, sent again or not. */
  readonly answers: readonly number[];
  readonly saidGoodbye: boolean;
  readonly heardFate: boolean;
}

interface Move {
  readonly what: string;
  readonly next: State;
  /** It need not happen: a state in which only such moves are left is at rest. */
  readonly optional?: boolean;
}

export interface Found {
  readonly states: number;
  /** The shortest way to what is wrong. */
  readonly violation?: { readonly what: string; readonly trace: readonly string[] };
}

const start: State = {
  client: client.newClient('ann'),
  server: idle,
  pipes: {},
  asked: 0,
  cuts: 0,
  removed: false,
  ended: false,
  answers: [],
  saidGoodbye: false,
  heardFate: false,
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

const accompanied: State = { ...start, server: step(config, idle, company)[0] };

interface Node {
  readonly state: State;
  readonly what: string;
  readonly from: Node | undefined;
}

export function search(setting: Setting): Found {
  const first = setting.company ? accompanied : start;
  const seen = new Set([JSON.stringify(first)]);
  const queue: Node[] = [{ state: first, what: '', from: undefined }];
  // The queue grows while it is walked through: that is what makes the search breadth first.
  for (const node of queue) {
    const moves = movesOf(setting, node.state);
    const atRest = moves.every(({ optional }) => optional);
    const wrong = wrongAlways(node.state) ?? (atRest ? wrongAtRest(node.state) : undefined);
    if (wrong) return { states: seen.size, violation: { what: wrong, trace: traceOf(node) } };
    for (const { what, next } of moves) {
      const key = JSON.stringify(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state: next, what, from: node });
    }
  }
  return { states: seen.size };
}

function traceOf(node: Node): string[] {
  const trace: string[] = [];
  for (let one: Node | undefined = node; one?.from; one = one.from) trace.unshift(one.what);
  return trace;
}

const ofClient = ({ server }: State) =>
  Object.values(server.streams).filter(({ participant }) => participant === 'ann');

function wrongAlways(state: State): string | undefined {
  const twice = state.answers.findIndex((times) => times > 1);
  if (twice >= 0) return `request ${twice} is answered twice`;
  if (ofClient(state).length > 1) return 'one room object has two participations';
  const { ending } = state.client;
  const [stream] = ofClient(state);
  if (ending?.source === 'local' && ending.reason === 1001 && stream?.fate === null)
    return 'the client is told NOT_FOUND, and its participation lives';
  if (state.heardFate && ending?.source !== 'server') return 'the client was sent RoomLeft, and threw it away';
  return undefined;
}

/** Client and server agree on whether it is in, and on why not. */
function wrongAtRest(state: State): string | undefined {
  const { ending, connection, joined } = state.client;
  const [stream] = ofClient(state);
  const isIn = stream !== undefined && stream.fate === null;
  const present = Object.values(state.server.rooms).some((room) =>
    room.present.some(({ participant }) => participant === 'ann'),
  );
  if (isIn !== present) return 'the participation is in no room';
  if (ending !== null && isIn) return 'the client is out, and the server has it in for ever';
  if (ending === null && joined && connection !== null && stream?.connection !== connection)
    return 'the client is in for ever, and the server has it out';
  const fate = stream?.fate?.reason;
  if (ending?.source === 'server' && ending.reason !== fate)
    return `the client has the server's word for ${ending.reason}, the others for ${fate}`;
  if (state.saidGoodbye && fate === 1001) return 'the client closed with 4101, and the others hear 1001';
  return undefined;
}

function movesOf(setting: Setting, state: State): Move[] {
  return [...clientMoves(setting, state), ...pipeMoves(setting, state), ...serverMoves(setting, state)];
}

function clientMoves({ rules, script, connections, goodbyes }: Setting, state: State): Move[] {
  const { client: ann } = state;
  if (ann.ending !== null || ann.goodbye) return [];
  const moves: Move[] = [];
  if (ann.connection === null) {
    const opens = { what: 'opens a connection', next: said(state, client.connect(rules, ann)) };
    const spent = { what: 'gives up', next: said(state, client.giveUp(rules, ann)) };
    moves.push(ann.connections < connections ? opens : spent);
  }
  const kind = script[state.asked];
  if (kind && ann.connection !== null)
    moves.push({
      what: `asks for ${kind}`,
      next: said({ ...state, asked: state.asked + 1 }, client.ask(rules, ann, asking(kind))),
      optional: true,
    });
  if (goodbyes && ann.connection !== null) {
    moves.push({ what: 'gives up', next: said(state, client.giveUp(rules, ann)), optional: true });
    moves.push({ what: 'closes with 4101', next: said(state, client.closeWith4101(ann)), optional: true });
  }
  return moves;
}

const asking = (kind: Setting['script'][number]): Ask =>
  kind === 'switch'
    ? { kind, room: 'green', access: 'granted', session: 'green', participation: 'ann.green', token: 'green' }
    : { kind };

const noPipe: Pipe = { up: [], down: [], cut: false };
const pipeOf = (state: State, connection: string): Pipe => state.pipes[connection] ?? noPipe;
const withPipe = (state: State, connection: string, changes: Partial<Pipe>): State => ({
  ...state,
  pipes: { ...state.pipes, [connection]: { ...pipeOf(state, connection), ...changes } },
});

/** What a client says enters its connection, unless that is cut. */
function said(state: State, [next, sayings]: client.Reply): State {
  const { connection } = next;
  const after = { ...state, client: next };
  if (connection === null) return after;
  const pipe = pipeOf(after, connection);
  return pipe.cut ? after : withPipe(after, connection, { up: [...pipe.up, ...sayings] });
}

function pipeMoves(setting: Setting, state: State): Move[] {
  return Object.entries(state.pipes).flatMap(([connection, { up, down, cut }]): Move[] => {
    const moves: Move[] = [];
    const [saying, ...laterUp] = up;
    const [heard, ...laterDown] = down;
    const current = state.client.connection === connection;
    if (saying)
      moves.push({
        what: `server takes ${saying.kind} of ${connection}`,
        next: arrives(setting, withPipe(state, connection, { up: laterUp }), connection, saying),
      });
    if (heard)
      moves.push({
        what: `client hears ${told(heard)} on ${connection}`,
        next: hears(setting, withPipe(state, connection, { down: laterDown }), connection, heard),
      });
    if (cut && current) moves.push({ what: `client notices the cut of ${connection}`, next: noticed(setting, state) });
    if (!cut && state.cuts < setting.cuts) {
      const spent = { ...state, cuts: state.cuts + 1 };
      moves.push({
        what: `${connection} is cut`,
        next: withPipe(spent, connection, { up: [], down: [], cut: true }),
        optional: true,
      });
      if (carried(state, connection))
        moves.push({
          what: `server takes ${connection} as lost`,
          next: timesOut(setting, spent, connection),
          optional: true,
        });
    }
    return moves;
  });
}

const told = (heard: client.Heard): string =>
  heard.kind === 'close' ? `close ${heard.code}` : `${heard.message.kind} ${heard.sequence}`;

const carried = ({ server }: State, connection: string): boolean =>
  Object.values(server.streams).some((stream) => stream.connection === connection);

/** A socket that was closing reports the code that its owner gave it; any other is simply gone. */
function noticed({ rules }: Setting, state: State): State {
  const code = state.client.goodbye ? 4101 : 1006;
  return said(state, client.hear(rules, state.client, { kind: 'close', code }));
}

function hears(setting: Setting, state: State, connection: string, heard: client.Heard): State {
  if (state.client.connection !== connection) return state;
  const { ending, goodbye } = state.client;
  const isFate = heard.kind === 'message' && heard.message.kind === 'roomLeft';
  const heardFate = state.heardFate || (isFate && ending === null && !goodbye);
  return said({ ...state, heardFate }, client.hear(setting.rules, state.client, heard));
}

function arrives(setting: Setting, state: State, connection: string, saying: client.Saying): State {
  if (state.server.closed.includes(connection)) return state;
  if (saying.kind !== 'close') return happens(setting, state, eventOf(connection, saying));
  const saidGoodbye = state.saidGoodbye || carried(state, connection);
  const after = happens(setting, { ...state, saidGoodbye }, { type: 'goodbye', connection });
  return withPipe(after, connection, {
    down: [...pipeOf(after, connection).down, { kind: 'close', code: saying.code }],
  });
}

function timesOut(setting: Setting, state: State, connection: string): State {
  const after = happens(setting, state, { type: 'lost', connection });
  if (setting.fault === 'loss-does-not-close') return after;
  return withPipe(after, connection, { down: [...pipeOf(after, connection).down, { kind: 'close', code: 1001 }] });
}

function eventOf(connection: string, saying: Exclude<client.Saying, { kind: 'close' }>): Event {
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

function serverMoves(setting: Setting, state: State): Move[] {
  const own = enabled(state.server).map((event) => ({
    what: `server: ${event.type}`,
    next: happens(setting, state, event),
  }));
  const lost = Object.entries(state.pipes).flatMap(([connection, { cut }]): Move[] =>
    cut && carried(state, connection)
      ? [
          {
            what: `server notices the cut of ${connection}`,
            next: happens(setting, state, { type: 'lost', connection }),
          },
        ]
      : [],
  );
  return [...own, ...lost, ...removals(setting, state), ...ends(setting, state)];
}

function ends(setting: Setting, state: State): Move[] {
  if (!setting.company || state.ended) return [];
  const event: Event = { type: 'request', connection: 'cyd', request: 1, ack: 0, ask: { kind: 'end' } };
  return [{ what: 'cyd ends green', next: happens(setting, { ...state, ended: true }, event), optional: true }];
}

function removals(setting: Setting, state: State): Move[] {
  const target = Object.entries(state.server.rooms).find(([, { present }]) => present.length > 0);
  if (!setting.removal || state.removed || !target) return [];
  const [room, { present }] = target;
  const call = { type: 'operate', connection: 'call', call: 'removeParticipant', room, session: '' } as const;
  const event: Event = { ...call, targets: present.map(({ id }) => id), access: 'granted' };
  return [{ what: 'operator removes', next: happens(setting, { ...state, removed: true }, event), optional: true }];
}

/** Lets the server take something up; what it sends enters the connections that are not cut. */
function happens(setting: Setting, state: State, event: Event): State {
  const answered = state.answers.findLastIndex((times) => times > 0);
  const [server, effects] = stepServer(setting.fault, state.server, event, Math.max(answered, 0));
  let next: State = { ...state, server };
  for (const effect of effects) {
    const again = effect.clauses.some((clause) => clause === 'resume.missed' || clause === 'repeat.answered');
    if (effect.kind === 'send' && effect.sequence > 0 && !again && effect.to !== 'cyd')
      next = counted(next, effect.message);
    const pipe = pipeOf(next, effect.to);
    if (elsewhere.includes(effect.to) || pipe.cut) continue;
    const heard: client.Heard =
      effect.kind === 'send'
        ? { kind: 'message', message: effect.message, sequence: effect.sequence }
        : { kind: 'close', code: effect.code };
    next = withPipe(next, effect.to, { down: [...pipe.down, heard] });
  }
  return next;
}

function counted(state: State, message: { readonly kind: string; readonly replyTo?: number }): State {
  const { replyTo = 0 } = message;
  if (replyTo === 0) return state;
  const answers = [...state.answers];
  for (let index = answers.length; index <= replyTo; index += 1) answers.push(0);
  answers[replyTo] = (answers[replyTo] ?? 0) + 1;
  return { ...state, answers };
}
