/** Faults in the reasons that are given. */
import { close as closeCode, reason as reasonCode } from '../../../gen/codes.js';
import type { Message, Reason } from '../../../spec/machine/messages.js';
import type { RoomEvent, Telling } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingTellings, type Mutant, pretending, rewording } from '../mutant.js';

/** Every message that tells of a departure tells of it so. */
const saying = (change: (reason: Reason) => Reason) =>
  rewording((message) => ('reason' in message ? { ...message, reason: change(message.reason) } : message));

/** Only some are told otherwise. */
const sayingIn = (kind: Message['kind'], change: (reason: Reason) => Reason) =>
  rewording((message) =>
    message.kind === kind && 'reason' in message ? { ...message, reason: change(message.reason) } : message,
  );

/** Who asks for something, to leave or to switch among others. */
function asker(event: RoomEvent): string {
  if (event.type === 'ask') return event.participation;
  return event.type === 'reserve' ? event.caller.id : '';
}

/** A removed participation is told so only when it asks for something: and if that is to leave, that it has left. */
const toldWhenAsked: Wrap = (parts) => {
  const untold = new Map<string, Telling>();
  return {
    ...parts,
    machine(config, room, event) {
      const late = untold.get(asker(event));
      if (late) {
        const leaves = event.type === 'ask' && event.ask.kind === 'leave';
        const message = {
          kind: 'roomLeft',
          reason: reasonCode.MANUAL_LEAVE_CALLED,
          replyTo: leaves ? event.request : 0,
        } as const;
        return [room, [leaves ? { ...late, message } : late]];
      }
      const [after, tellings] = parts.machine(config, room, event);
      if (event.type !== 'ask' || event.ask.kind !== 'remove') return [after, tellings];
      const news = tellings.find(({ message }) => message.kind === 'roomLeft');
      if (news) untold.set(event.ask.target, news);
      return [after, tellings.filter((telling) => telling !== news)];
    },
  };
};

/** The leaver, the observers and the close frame, which follows what the leaver is told, all say the same wrong thing. */
function belied<T extends Telling>(telling: T): T {
  const { message } = telling;
  const removed =
    (message.kind === 'participantLeft' || message.kind === 'roomLeft') && message.reason === reasonCode.REMOVE_PEER;
  return removed ? { ...telling, message: { ...message, reason: reasonCode.WEBSOCKET_DISCONNECTED } } : telling;
}

/** The faults in the reasons that are given. */
export const reasonMutants: readonly Mutant[] = [
  {
    name: 'lost-for-removed',
    breaks: 'reason.true',
    summary: 'says 1001 of somebody who was removed',
    // Of somebody who was away, 1001 would only be told too early.
    setup: { config: { resumeWindowMs: 0 } },
    wrap: changingTellings(({ tellings }) => tellings.map(belied)),
  },
  {
    name: 'websocket-code',
    breaks: 'close.code',
    summary: 'closes with 1002 instead of 4002 after a removal',
    wrap: (parts) => ({
      ...parts,
      close: (outlet, code) => parts.close(outlet, code === closeCode.REMOVE_PEER ? reasonCode.REMOVE_PEER : code),
    }),
  },
  {
    name: 'kicked-shows-as-left',
    breaks: 'reason.agree',
    summary: 'tells the others of somebody who was removed that it has left',
    wrap: sayingIn('participantLeft', (reason) =>
      reason === reasonCode.REMOVE_PEER ? reasonCode.MANUAL_LEAVE_CALLED : reason,
    ),
  },
  {
    name: 'left-after-all',
    breaks: 'reason.first-wins',
    // Who was away comes back before it asks for anything.
    // An end that comes in between is not told to somebody who was removed before.
    or: ['resume.or-departure', 'end.everyone'],
    summary:
      'tells somebody who was removed so when it next asks for something, and if it asks to leave, that it has left',
    wrap: toldWhenAsked,
  },
  {
    name: 'extended-anyhow',
    breaks: 'reason.fallback',
    summary: 'sends extended codes that it does not declare',
    setup: { config: { extendedCodes: false } },
    wrap: pretending({ extendedCodes: true }),
  },
  {
    name: 'speaks-for-the-client',
    breaks: 'reason.local-stays-local',
    summary:
      'says of anybody who has lost its connection that its attempts are exhausted, which a client alone can know',
    wrap: saying((reason) =>
      reason === reasonCode.WEBSOCKET_DISCONNECTED ? reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED : reason,
    ),
  },
  {
    name: 'reason-zero',
    breaks: 'reason.never-unspecified',
    summary: 'sends the code 0 for a voluntary leave',
    wrap: saying((reason) => (reason === reasonCode.MANUAL_LEAVE_CALLED ? 0 : reason)),
  },
];
