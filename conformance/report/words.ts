/** What was sent and what was seen, in the few words that fit over an arrow. */
import type { Action, Candidates, HistoryRecord, Member, Observation, Sent } from '../exchange/index.js';

/** What a label says beyond the message itself: only what tells one message of this history from another. */
export interface Detail {
  /** The room of a join: there is more than one. */
  readonly rooms: boolean;
  /** The session of a Joined: there is more than one. */
  readonly sessions: boolean;
  /** Requests and their answers bear numbers, as `[2]`. */
  readonly requests: boolean;
  /** Messages bear their sequence numbers. */
  readonly sequences: boolean;
}

export function describe(record: HistoryRecord, detail: Detail): string {
  switch (record.kind) {
    case 'sent':
      return `${describeSent(record, detail)}${onConnection(record.connection)}`;
    case 'seen':
      return `${describeSeen(record.observation, detail)}${onConnection(record.connection)}`;
    case 'skipped':
      return `${describeAction(record.action, detail)} skipped: ${record.why}`;
    case 'overdue':
      return `no answer to ${describeAction(record.action, detail)} within ${record.afterMs / 1000} s`;
  }
}

/** The second and later connections of a seat are told apart, as in `spec/examples/`. */
const onConnection = (connection: number): string => (connection > 1 ? ` /${connection}` : '');

function describeSent(record: Sent, detail: Detail): string {
  const { action, target, request } = record;
  const words = action.kind === 'remove' ? `Remove ${target ?? action.target}` : describeAction(action, detail);
  return detail.requests && request !== undefined ? `${words} [${request}]` : words;
}

function describeAction(action: Action, detail: Detail): string {
  switch (action.kind) {
    case 'join':
      return detail.rooms ? `Join ${action.room}` : 'Join';
    case 'leave':
      return 'Leave';
    case 'end':
      return 'End';
    case 'remove':
      return `Remove ${action.target}`;
    case 'sync':
      return 'Sync';
    case 'unknown':
      return 'a request of an unknown kind';
    case 'cut':
      return 'connection cut';
    case 'close':
      return `close ${action.code}`;
    case 'malformed':
      return `malformed frame: ${action.frame}`;
  }
}

function describeSeen(observation: Observation, detail: Detail): string {
  if (observation.kind === 'closed') return `close ${observation.code}`;
  if (observation.kind === 'invalid') return `unreadable: ${observation.what}`;
  const { replyTo = 0, sequence } = observation;
  const answers = detail.requests && replyTo > 0 ? ` [${replyTo}]` : '';
  const numbered = detail.sequences && sequence !== undefined ? ` seq ${sequence}` : '';
  return `${describeMessage(observation, detail)}${answers}${numbered}`;
}

type Message = Exclude<Observation, { readonly kind: 'closed' | 'invalid' }>;

function describeMessage(message: Message, detail: Detail): string {
  switch (message.kind) {
    case 'joined':
      return `Joined ${message.participation}${detail.sessions ? ` in ${message.session}` : ''}${roster(message.roster)}`;
    case 'accepted':
      return 'Accepted';
    case 'rejected':
      return `Rejected ${message.code}`;
    case 'participantJoined':
      return `ParticipantJoined ${message.member.participation}`;
    case 'participantLeft':
      return `ParticipantLeft ${message.participation} ${reasonCodes(message.reason)}`;
    case 'roomLeft':
      return `RoomLeft ${reasonCodes(message.reason)}`;
  }
}

const roster = (members: readonly Member[]): string =>
  members.length === 0 ? '' : ` (with ${members.map((member) => member.participation).join(', ')})`;

/** A native server shows one code; where a system merges several, all that it may stand for. */
const reasonCodes = (reason: Candidates): string =>
  reason.map((code) => (code === 'absent' ? 'no reason' : String(code))).join('|');
