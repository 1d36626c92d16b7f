/** Which timers run in which state: what is started and stopped follows from the state before and after each event. */
import type { Clauses } from '../messages.js';
import type { ClientConfig } from './config.js';
import type { ClientEffect } from './effects.js';
import type { TimerName } from './events.js';
import type { ClientState } from './state.js';
import type { ClientTurn } from './turn.js';

interface Timer {
  readonly name: TimerName;
  /** Undefined while it does not run. Where it changes, the timer starts anew. */
  readonly mark: (state: ClientState) => string | number | undefined;
  readonly ms: (config: ClientConfig, state: ClientState) => number;
  /** Whether it is a random time between half of `ms` and all of it. */
  readonly spread?: boolean;
  /** Whether each frame starts it anew. */
  readonly anewWhenHeard?: boolean;
  readonly clauses: Clauses;
}

const live = ({ begun, left }: ClientState): boolean => begun && left === null;

/** The leave that is under way, by its connection: behind a Join it may be there before Joined is. */
function leaveSentOver({ connection, unanswered }: ClientState): number | undefined {
  if (connection?.phase !== 'asking' && connection?.phase !== 'bound') return undefined;
  return unanswered.some(({ ask, sentOver }) => ask.kind === 'leave' && sentOver === connection.id)
    ? connection.id
    : undefined;
}

/** Once it is open, a connection on which nothing comes is lost within the announced time-out. */
const patienceOf = ({ attemptMs }: ClientConfig, { connection, joined }: ClientState): number =>
  connection?.phase === 'asking' && joined?.heartbeatTimeoutMs
    ? Math.min(attemptMs, joined.heartbeatTimeoutMs)
    : attemptMs;

/** How many waits fit into a resume window, so that none of them uses it up. */
const WAITS_IN_A_WINDOW = 4;

function waitOf({ firstWaitMs, longestWaitMs }: ClientConfig, { failures, joined }: ClientState): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1));
  return joined ? Math.min(wait, joined.resumeWindowMs / WAITS_IN_A_WINDOW) : wait;
}

const timers: readonly Timer[] = [
  {
    name: 'join limit',
    mark: (state) => (live(state) && state.joined === null ? 0 : undefined),
    ms: ({ joinLimitMs }) => joinLimitMs,
    clauses: ['client.join-repeats-end'],
  },
  {
    name: 'attempt',
    mark: ({ left, connection }) =>
      left === null && (connection?.phase === 'opening' || connection?.phase === 'asking')
        ? `${connection.id} ${connection.phase}`
        : undefined,
    ms: patienceOf,
    clauses: ['client.silence', 'client.resumes'],
  },
  {
    name: 'next attempt',
    mark: (state) => (live(state) && state.connection === null ? state.failures : undefined),
    ms: waitOf,
    spread: true,
    clauses: ['client.spreads-attempts'],
  },
  {
    name: 'silence',
    mark: ({ left, connection, joined }) =>
      left === null && connection?.phase === 'bound' && joined?.heartbeatTimeoutMs ? connection.id : undefined,
    ms: (_, { joined }) => joined?.heartbeatTimeoutMs ?? 0,
    anewWhenHeard: true,
    clauses: ['client.silence'],
  },
  {
    name: 'resume budget',
    mark: (state) => (live(state) && state.away ? 0 : undefined),
    // The server may have noticed the loss as much later, and remembers that long.
    ms: (_, { joined }) => (joined ? joined.resumeWindowMs + joined.heartbeatTimeoutMs : 0),
    clauses: ['client.resumes'],
  },
  {
    name: 'leave patience',
    mark: (state) => (state.left === null ? leaveSentOver(state) : undefined),
    ms: ({ leavePatienceMs }) => leavePatienceMs,
    clauses: ['client.leave-waits'],
  },
  {
    name: 'leave bound',
    mark: (state) => (live(state) && state.leaving ? 0 : undefined),
    ms: ({ leaveBoundMs }) => leaveBoundMs,
    clauses: ['client.leave-bounded'],
  },
];

/** The timers that run. */
export const running = (state: ClientState): TimerName[] =>
  timers.filter(({ mark }) => mark(state) !== undefined).map(({ name }) => name);

/** What to start and to stop, now that `before` has become what it is at the end of the turn. */
export function timing({ config, state, heard }: ClientTurn, before: ClientState): ClientEffect[] {
  const effects: ClientEffect[] = [];
  for (const { name: timer, mark, ms, spread = false, anewWhenHeard = false, clauses } of timers) {
    const now = mark(state);
    const goesOn = now === mark(before) && !(anewWhenHeard && heard && now !== undefined);
    if (goesOn) continue;
    if (now === undefined) effects.push({ kind: 'stop', timer, clauses });
    else effects.push({ kind: 'start', timer, ms: ms(config, state), spread, clauses });
  }
  return effects;
}
