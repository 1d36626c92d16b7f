/** Faults behind which other clauses break as well: a judge that names one of those misleads those who look for the fault. */
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Message } from '../../../spec/machine/messages.js';
import type { Telling } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingTellings, type Decided, type Mutant } from '../mutant.js';
import { saying } from './operating.js';

/** What is told by one kind of request, or of call, passes through `change`. */
const tellingOf = (
  isMeant: (decided: Decided) => boolean,
  change: (telling: Telling, decided: Decided) => readonly Telling[],
): Wrap =>
  changingTellings((decided) =>
    isMeant(decided) ? decided.tellings.flatMap((one) => change(one, decided)) : decided.tellings,
  );

const asks =
  (kind: string) =>
  ({ event }: Decided): boolean =>
    event.type === 'ask' && event.ask.kind === kind;

const calls =
  (call: string) =>
  ({ event }: Decided): boolean =>
    event.type === 'operate' && event.call === call;

const withMessage = (telling: Telling, message: Message): Telling => ({ ...telling, message }) as Telling;

/** The same departure with another code. */
const recoded =
  (code: number, of: (message: Message) => boolean = () => true) =>
  (telling: Telling): readonly Telling[] => {
    const { message } = telling;
    return 'reason' in message && of(message) ? [withMessage(telling, { ...message, reason: code })] : [telling];
  };

const isLeft = ({ kind }: Message): boolean => kind === 'participantLeft';

/** The faults that are easily taken for another one. */
export const mistakableMutants: readonly Mutant[] = [
  {
    name: 'end-shows-as-closed',
    breaks: 'end.everyone',
    // Who was away hears it first at its Resume.
    or: ['resume.true-reason'],
    summary: 'tells all but the one who ends the meeting that the room was closed',
    wrap: tellingOf(
      asks('end'),
      recoded(reasonCode.ROOM_CLOSE, (message) => message.kind === 'roomLeft' && message.replyTo === 0),
    ),
  },
  {
    name: 'end-shows-as-api',
    breaks: 'end.everyone',
    // Who was away hears it first at its Resume.
    or: ['resume.true-reason'],
    summary: 'tells everybody in an end that the operator has ended the meeting',
    wrap: tellingOf(asks('end'), recoded(reasonCode.MEETING_END_API)),
  },
  {
    name: 'api-end-shows-as-end',
    breaks: 'operator.end',
    summary: 'says of a meeting that the operator has ended that somebody in it has ended it',
    wrap: saying(reasonCode.MEETING_END_API, reasonCode.REMOVE_ALL),
  },
  {
    name: 'api-removal-shows-as-removal',
    breaks: 'operator.remove',
    summary: 'says of a removal by the operator that a host has removed the participant',
    wrap: saying(reasonCode.REMOVE_PEER_API, reasonCode.REMOVE_PEER),
  },
  {
    name: 'api-removal-shows-as-leave',
    breaks: 'operator.remove',
    summary: 'says of a removal by the operator that the participant has left',
    wrap: saying(reasonCode.REMOVE_PEER_API, reasonCode.MANUAL_LEAVE_CALLED),
  },
  {
    name: 'api-removal-is-told-in-two-ways',
    breaks: 'reason.agree',
    or: ['operator.remove'],
    summary: 'tells the others of a removal by the operator that the connection was lost',
    wrap: tellingOf(calls('removeParticipant'), recoded(reasonCode.WEBSOCKET_DISCONNECTED, isLeft)),
  },
  {
    name: 'api-removal-is-a-secret',
    breaks: 'departure.tells-others',
    or: ['operator.remove'],
    summary: 'tells nobody but the participant of a removal by the operator',
    wrap: tellingOf(calls('removeParticipant'), (telling) => (isLeft(telling.message) ? [] : [telling])),
  },
  {
    name: 'api-removal-is-a-surprise',
    breaks: 'departure.tells-leaver',
    // Who is away when it is removed comes back, and is let in.
    or: ['operator.remove', 'resume.or-departure'],
    summary: 'tells everybody but the participant of a removal by the operator',
    wrap: tellingOf(calls('removeParticipant'), (telling) => (telling.message.kind === 'roomLeft' ? [] : [telling])),
  },
  {
    name: 'relay-shows-as-removal',
    breaks: 'operator.relay',
    summary: 'says of those on a media relay that stops that the operator has removed them',
    wrap: saying(reasonCode.REMOVE_PEER_MEDIA_RELAY_STOP, reasonCode.REMOVE_PEER_API),
  },
  {
    name: 'closed-shows-as-lost',
    breaks: 'operator.close',
    summary: 'says of a room that the operator has closed that the connections were lost',
    wrap: saying(reasonCode.ROOM_CLOSE, reasonCode.WEBSOCKET_DISCONNECTED),
  },
  {
    name: 'moves-as-removed',
    breaks: 'switch.announced',
    // Where a removal was under way, that seems to have come first.
    or: ['switch.first-reason'],
    summary: 'says of somebody who switches that it was removed',
    wrap: tellingOf(
      ({ tellings }) => tellings.some(({ message }) => isLeft(message)),
      (telling) => {
        const { message } = telling;
        return isLeft(message) && 'reason' in message && message.reason === reasonCode.SWITCH_ROOM
          ? [withMessage(telling, { ...message, reason: reasonCode.REMOVE_PEER })]
          : [telling];
      },
    ),
  },
  {
    name: 'viewer-shows-as-left',
    breaks: 'viewer.departs',
    or: ['reason.true'],
    summary: 'says of a participant who becomes a viewer that it has left',
    wrap: tellingOf(asks('mode'), recoded(reasonCode.MANUAL_LEAVE_CALLED)),
  },
  {
    name: 'replaced-shows-as-left',
    breaks: 'join.replace',
    or: ['reason.true'],
    summary: 'says of a participant who is replaced that it has left',
    wrap: tellingOf(({ event }) => event.type === 'join', recoded(reasonCode.MANUAL_LEAVE_CALLED)),
  },
  {
    name: 'removal-shows-as-end',
    breaks: 'remove.takes-effect',
    or: ['reason.true'],
    summary: 'says of a participant who is removed that the meeting was ended',
    wrap: tellingOf(asks('remove'), recoded(reasonCode.REMOVE_ALL)),
  },
];
