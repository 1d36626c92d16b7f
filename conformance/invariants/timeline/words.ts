/** How a finding speaks of what was asked and seen: short and plain. */
import { describeObservation, describeReason } from '../../exchange/describe.js';
import type { Observation } from '../../exchange/observation.js';
import type { OperatorCall } from './parts.js';
import type { BindAttempt, SeenParticipation, SentRequest, ToldDeparture } from './timeline.js';

export { describeReason as reasonWords };

/** One message, with the session that it names and the request that it answers. */
export const messageWords = (seen: Observation): string => describeObservation(seen, { session: true, replyTo: true });

/** What somebody was told of a departure. */
export const toldWords = (participation: SeenParticipation, { observer, reason }: ToldDeparture): string =>
  observer
    ? `ParticipantLeft ${participation.id} ${describeReason(reason)} to ${observer.id}`
    : `RoomLeft ${describeReason(reason)} to ${participation.id}`;

const titles: Readonly<Record<string, string>> = {
  leave: 'Leave',
  end: 'End',
  remove: 'Remove',
  sync: 'Sync',
  switch: 'SwitchRoom',
  mode: 'ChangeMode',
  unknown: 'unknown request',
};

/** A request and whose it is: `the Remove [1] of bob#1 by ann#1`. */
export function requestWords({ kind, number, roomObject, participation, target, entry }: SentRequest): string {
  const whose = participation?.id ?? roomObject.seat.name;
  const named = kind === 'remove' ? ` of ${target ?? '?'}` : entry ? ` to ${entry.room}` : '';
  return `the ${titles[kind] ?? kind}${number === undefined ? '' : ` [${number}]`}${named} by ${whose}`;
}

/** The answer to a request or a call, without its details. */
export function answerWords({ answer }: Pick<SentRequest | OperatorCall, 'answer'>): string {
  if (!answer) return 'no answer';
  if (answer.kind === 'rejected') return `Rejected ${answer.code}`;
  return answer.kind === 'accepted' ? 'Accepted' : answer.kind === 'joined' ? 'Joined' : 'RoomLeft';
}

const methods: Readonly<Record<OperatorCall['method'], string>> = {
  endMeeting: 'EndMeeting',
  closeRoom: 'CloseRoom',
  removeParticipant: 'RemoveParticipant',
  stopMediaRelay: 'StopMediaRelay',
};

/** A call of the operator: `RemoveParticipant blue bob#1`. */
export const callWords = ({ method, room, session, targets }: OperatorCall): string =>
  [methods[method], session === '' ? room : session, ...targets].join(' ');

/** The answer to a Join, a Resume or a switch, as it was shown. */
export function answerSeen({ answer, connection }: BindAttempt): string {
  const shown = connection.log.find(({ index }) => index === answer?.index);
  return shown ? messageWords(shown.seen) : 'no answer';
}
