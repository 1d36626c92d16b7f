/**
 * Where the machine takes one of several ways that the text leaves open, the oracle tries the others too: each freedom with the
 * clause that gives it.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import { wsClose } from '../../../gen/codes.js';
import { defaultClientConfig } from '../../../spec/machine/client/config.js';
import type { ClientEvent, TimerName } from '../../../spec/machine/client/events.js';
import type { ClientState } from '../../../spec/machine/client/state.js';
import { running } from '../../../spec/machine/client/timers.js';

/** Another way to go on than the machine's. */
export interface OracleFreedom {
  readonly freedom: string;
  readonly clause: ClauseId;
  /**
   * What may happen in place of an event, in the words of the machine: another event, `nothing`, or what would happen if nobody had
   * called leave(); undefined where the freedom does not apply.
   */
  readonly instead: (event: ClientEvent, state: ClientState) => ClientEvent | 'nothing' | 'as if staying' | undefined;
}

/** The codes of Connect for RESOURCE_EXHAUSTED, UNAVAILABLE and ALREADY_EXISTS. */
const FOR_NOW: readonly number[] = [8, 14];
const ALREADY_EXISTS = 6;

/** Takes a connection as lost, as the machine does with one that breaks off. */
const losing = (connection: number): ClientEvent => ({ type: 'closed', connection, code: wsClose.NO_FRAME });

/** The freedoms that an event gives. */
export const oracleFreedoms: readonly OracleFreedom[] = [
  {
    freedom: 'tries a Join again that is refused for now',
    clause: 'client.refused-call',
    instead: (event, { joined, joins }) =>
      joined === null && isRefusal(event, joins > 1 ? [...FOR_NOW, ALREADY_EXISTS] : FOR_NOW)
        ? losing(event.connection)
        : undefined,
  },
  {
    freedom: 'tries a Resume again that is refused for now',
    clause: 'client.resumes',
    instead: (event, { joined }) => (joined && isRefusal(event, FOR_NOW) ? losing(event.connection) : undefined),
  },
  {
    freedom: 'gives up a Join that is refused because its own lost connection is still there',
    clause: 'client.refused-call',
    instead: (event, { joined }) =>
      joined === null && isRefusal(event, [ALREADY_EXISTS]) ? { type: 'timer', timer: 'join limit' } : undefined,
  },
  {
    freedom: 'tries again where the subprotocol was not chosen',
    clause: 'client.subprotocol',
    instead: (event) => (event.type === 'refused' ? { type: 'failed', connection: event.connection } : undefined),
  },
  {
    freedom: 'ignores a frame that is no message',
    clause: 'client.unknown-kind',
    instead: (event) => (event.type === 'undecodable' ? 'nothing' : undefined),
  },
  {
    freedom: 'trusts no close code that crosses its own',
    clause: 'client.own-close',
    instead: (event, { connection }) =>
      event.type === 'closed' && connection?.phase === 'closing' && event.code !== wsClose.NO_FRAME
        ? losing(event.connection)
        : undefined,
  },
  {
    freedom: 'fails at once what is asked for while there is no connection',
    clause: 'client.calls-settled',
    instead: (event, { connection }) => (event.type === 'ask' && connection?.phase !== 'bound' ? 'nothing' : undefined),
  },
  {
    freedom: 'sends what is asked for behind leave()',
    clause: 'client.as-asked',
    instead: (event, { leaving, left }) => (event.type === 'ask' && leaving && !left ? 'as if staying' : undefined),
  },
];

const isRefusal = (event: ClientEvent, codes: readonly number[]): event is ClientEvent & { type: 'message' } =>
  event.type === 'message' &&
  event.message.kind === 'rejected' &&
  event.replyTo === 0 &&
  codes.includes(event.message.code);

/**
 * What a client may do of its own accord, at any time: the oracle has no clock. It may take a connection as lost for a reason
 * that only it knows, where it is seen to come back: clause `client.declared-lost`, in the words of the machine by a frame that is no message. The Leave that cannot be sent is waited for
 * as one that was sent, clause `client.leave-waits`; saying goodbye is in the words of the machine an unloading.
 */
export function ownMoves(state: ClientState, comesBack: boolean): readonly ClientEvent[] {
  const { connection } = state;
  const lost: ClientEvent[] =
    comesBack && connection?.phase === 'bound' ? [{ type: 'undecodable', connection: connection.id }] : [];
  const waits = state.leaving && (connection?.phase === 'asking' || connection?.phase === 'bound');
  const timers = soonestTimers(state);
  const isWaiting = timers.some(({ timer }) => timer === 'leave patience');
  return [...timers, ...(waits && !isWaiting ? [{ type: 'unload' } as const] : []), ...lost];
}

const { leavePatienceMs, leaveBoundMs, joinLimitMs, attemptMs } = defaultClientConfig;

/** How long each timer runs, as the clauses have it and as was announced. */
function durations({ joined }: ClientState): Readonly<Record<TimerName, number>> {
  const timeout = joined?.heartbeatTimeoutMs || attemptMs;
  return {
    'next attempt': 0,
    attempt: timeout,
    silence: timeout,
    'resume budget': (joined?.resumeWindowMs ?? 0) + (joined?.heartbeatTimeoutMs ?? 0),
    'leave patience': leavePatienceMs,
    'leave bound': leaveBoundMs,
    'join limit': joinLimitMs,
  };
}

/** The shortest timers first: what a history can be explained by in several ways counts as met in the likeliest of them. */
function soonestTimers(state: ClientState): (ClientEvent & { readonly type: 'timer' })[] {
  const takes = durations(state);
  return running(state)
    .sort((a, b) => takes[a] - takes[b])
    .map((timer) => ({ type: 'timer', timer }));
}
