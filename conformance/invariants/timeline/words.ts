/** How a finding speaks of what was asked and seen: short and plain. */
import type { Candidates, Observation } from '../../exchange/index.js';
import type { OperatorCall } from './parts.js';
import type { BindAttempt, SeenParticipation, SentRequest, ToldDeparture } from './timeline.js';

export const reasonWords = (reason: Candidates): string =>
  reason.map((code) => (code === 'absent' ? 'no reason' : String(code))).join('|');

/** One message as it is shown. */
export function messageWords(seen: Observation): string {
  switch (seen.kind) {
    case 'joined':
      return `Joined{${seen.session}, ${seen.participation}}${reply(seen.replyTo)}`;
    case 'resumed':
      return 'Resumed';
    case 'heartbeat':
      return 'Heartbeat';
    case 'accepted':
      return `Accepted${reply(seen.replyTo)}`;
    case 'rejected':
      return `Rejected{${seen.code}}${reply(seen.replyTo)}`;
    case 'participantJoined':
      return `ParticipantJoined{${seen.member.participation}}`;
    case 'participantLeft':
      return `ParticipantLeft{${seen.participation}, ${reasonWords(seen.reason)}}`;
    case 'roomLeft':
      return `RoomLeft{${reasonWords(seen.reason)}}${reply(seen.replyTo)}`;
    case 'closed':
      return `the connection closed with ${seen.code}`;
    case 'invalid':
      return `something that cannot be read: ${seen.what}`;
  }
}

/** What somebody was told of a departure. */
export const toldWords = (participation: SeenParticipation, { observer, reason }: ToldDeparture): string =>
  observer
    ? `ParticipantLeft{${participation.id}, ${reasonWords(reason)}} to ${observer.id}`
    : `RoomLeft{${reasonWords(reason)}} to ${participation.id}`;

const titles: Readonly<Record<string, string>> = {
  leave: 'Leave',
  end: 'End',
  remove: 'Remove',
  sync: 'Sync',
  switch: 'SwitchRoom',
  mode: 'ChangeMode',
  unknown: 'unknown request',
};

/** A request and whose it is: `the Remove (1) of bob#1 by ann#1`. */
export function requestWords({ kind, number, roomObject, participation, target, entry }: SentRequest): string {
  const whose = participation?.id ?? roomObject.seat.name;
  const named = kind === 'remove' ? ` of ${target ?? '?'}` : entry ? ` to ${entry.room}` : '';
  return `the ${titles[kind] ?? kind}${number === undefined ? '' : ` (${number})`}${named} by ${whose}`;
}

export function answerWords({ answer }: Pick<SentRequest | OperatorCall, 'answer'>): string {
  if (!answer) return 'no answer';
  if (answer.kind === 'rejected') return `Rejected{${answer.code}}`;
  return answer.kind === 'accepted' ? 'Accepted' : answer.kind === 'joined' ? 'Joined' : 'RoomLeft';
}

const methods: Readonly<Record<OperatorCall['method'], string>> = {
  endMeeting: 'EndMeeting',
  closeRoom: 'CloseRoom',
  removeParticipant: 'RemoveParticipant',
  stopMediaRelay: 'StopMediaRelay',
};

/** A call of the operator: `RemoveParticipant{blue, bob#1}`. */
export const callWords = ({ method, room, session, targets }: OperatorCall): string =>
  `${methods[method]}{${[session === '' ? room : session, ...targets].join(', ')}}`;

const reply = (to: number | undefined): string => (to === undefined || to === 0 ? '' : ` in reply to ${to}`);

export function answerSeen({ answer, connection }: BindAttempt): string {
  const shown = connection.log.find(({ index }) => index === answer?.index);
  return shown ? messageWords(shown.seen) : 'no answer';
}
