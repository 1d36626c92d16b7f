/** What was sent and what was seen, in the few words that fit over an arrow. */
import { describeObservation, type ObservationDetail } from '../exchange/describe.js';
import type { HistoryRecord, Sent } from '../exchange/history.js';
import type { Action } from '../exchange/scenario.js';
import type { Pause } from '../exchange/words.js';
import { describeNote, noteByItself } from './client-words.js';
import { describePeerAction } from './peer-words.js';

/** What a label says beside the message: only what tells one message of this history from another. */
export interface RecordDetail {
  /** The room of a join: there is more than one. */
  readonly rooms: boolean;
  /** The session of a Joined: there is more than one. */
  readonly sessions: boolean;
  /** Requests and their answers bear numbers, as `[2]`. */
  readonly requests: boolean;
  /** Messages bear their sequence numbers. */
  readonly sequences: boolean;
}

/** A record, with as much detail as its diagram needs. */
export function describe(record: HistoryRecord, detail: RecordDetail): string {
  switch (record.kind) {
    case 'sent':
      return `${describeSent(record, detail)}${onConnection(record.connection)}`;
    case 'seen':
      return `${describeObservation(record.observation, observationDetail(detail))}${onConnection(record.connection)}`;
    case 'client':
      return `${describeNote(record.note, noteByItself)}${onConnection(record.connection)}`;
    case 'skipped':
      return `${describeAction(record.action, detail)} skipped: ${record.why}`;
    case 'overdue':
      return `no answer to ${describeAction(record.action, detail)} within ${record.afterMs / 1_000} s`;
  }
}

const observationDetail = ({ sessions, requests, sequences }: RecordDetail): ObservationDetail => ({
  session: sessions,
  replyTo: requests,
  sequence: sequences,
});

/** The second and later connections of a seat are told apart, as in `spec/examples/`. */
export const onConnection = (connection: number): string => (connection > 1 ? ` /${connection}` : '');

function describeSent(record: Sent, detail: RecordDetail): string {
  const { action, request } = record;
  const words = describeAction(reallyNamed(record), detail) + (action.kind === 'resume' ? presented(record) : '');
  return detail.requests && request !== undefined ? `${words} [${request}]` : words;
}

/** The step, with the participations that it named when it was carried out. */
function reallyNamed({ action, target, targets }: Sent): Action {
  if (action.kind === 'remove') return { ...action, target: target ?? action.target };
  return action.kind === 'operate' ? { ...action, targets: targets ?? action.targets } : action;
}

/** The token and the sequence, where they are not the newest ones. */
function presented({ action, token, sequence }: Sent): string {
  if (action.kind !== 'resume') return '';
  const which = action.token === 'newest' || token === undefined ? '' : ` with ${token}`;
  const beyond = action.sequence === 'beyond' ? ` beyond ${sequence}` : '';
  const late =
    action.late === undefined ? '' : ` ${Math.abs(action.late)} ms ${action.late < 0 ? 'before' : 'after'} the window`;
  return `${which}${beyond}${late}`;
}

const byItself: RecordDetail = { rooms: true, sessions: false, requests: false, sequences: false };

/** A step by itself, outside of any history. */
export const describeStep = (action: Action): string => describeAction(action, byItself);

/** A record outside of any diagram, with all that tells it from others. */
export const describeRecord = (record: HistoryRecord): string =>
  describe(record, { ...byItself, sessions: true, requests: true });

function describeAction(action: Action, detail: RecordDetail): string {
  switch (action.kind) {
    case 'join':
      return `${detail.rooms ? `Join ${action.room}` : 'Join'}${flawed(action)}${unfit(action)}`;
    case 'switch':
      return `SwitchRoom ${action.room}${flawed(action)}${unfit(action)}`;
    case 'remove':
      return `Remove ${action.target}`;
    case 'mode':
      return action.mode === 'viewer' ? 'ChangeMode VIEWER' : 'ChangeMode to an unknown mode';
    case 'operate':
      return describeCall(action);
    case 'close':
      return `close ${action.code}`;
    case 'cut':
      return action.how === 'reset' ? 'connection reset' : 'connection cut';
    case 'wait':
      return `${passing[action.pause]} passes`;
    case 'delay':
      return `connection slower by ${action.ms} ms`;
    case 'malformed':
      return `malformed frame: ${action.frame}${action.vector === undefined ? '' : `, vector ${action.vector}`}`;
    case 'sync':
      return action.bytes === undefined ? 'Sync' : `Sync of ${action.bytes} bytes`;
    case 'peer':
      return describePeerAction(action.does);
    case 'listener':
      return `the next ${action.event}: ${action.reaction === 'throw' ? 'its listener throws' : `${action.reaction}() from inside`}`;
    default:
      return plain[action.kind];
  }
}

const passing: Readonly<Record<Pause, string>> = {
  'half-window': 'half of the resume window',
  'past-window': 'the resume window',
  heartbeats: 'the time of three heartbeats',
  'half-timeout': 'half of the heartbeat timeout',
  'past-timeout': 'the heartbeat timeout',
  'past-leave': 'the time that leave() may take',
};

/** Steps that have no parameters. */
const plain = {
  repeat: 'Join repeated',
  resume: 'Resume',
  again: 'the request again',
  ack: 'Ack',
  leave: 'Leave',
  end: 'End',
  unknown: 'a request of an unknown kind',
  freeze: 'connection frozen',
  heal: 'connection healed',
  mute: 'no Heartbeat is answered any more',
  restart: 'killed, and started again',
  dispose: 'dispose()',
  unload: 'the page is unloaded',
} as const;

const unfit = (action: { readonly unfit?: string }): string => (action.unfit === undefined ? '' : ` (${action.unfit})`);

const flawed = ({ flaw }: { readonly flaw?: string }): string => (flaw === undefined ? '' : ` (token: ${flaw})`);

function describeCall({ call, room, targets, session, bearer }: Action & { readonly kind: 'operate' }): string {
  const method = `${call.charAt(0).toUpperCase()}${call.slice(1)} ${[room, ...targets].join(' ')}`;
  const asked = [
    ...(session === 'newest' ? [] : [session === 'none' ? 'no session' : 'the first session']),
    ...(bearer === 'right' ? [] : [`bearer ${bearer}`]),
  ];
  return asked.length === 0 ? method : `${method} (${asked.join(', ')})`;
}
