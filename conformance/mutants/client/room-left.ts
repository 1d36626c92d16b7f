/** Faults in the end of a room object. */
import { close, reason as reasonCode, wsClose } from '../../../gen/codes.js';
import type { Participant } from '../../reference/client/events.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import {
  type ClientMutant,
  changingClientEffects,
  changingClientEvents,
  closingWith,
  hearing,
  replacing,
} from './mutant.js';

/** When the client itself has left, it says that everybody who is still there has left. */
const sweepsUp: ClientWrap = (parts) => {
  let present: readonly Participant[] = [];
  return {
    ...parts,
    tell(audience, told) {
      if (told.event === 'joined' || told.event === 'switched') present = told.values[0].participants;
      parts.tell(audience, told);
      if (told.event !== 'roomLeft') return;
      for (const { participantId, participationId } of present)
        parts.tell(audience, { event: 'participantLeft', values: [participantId, told.values[0], participationId] });
    },
  };
};

/** The same Join goes out once more, on a connection of its own. */
const comesBack: ClientWrap = (parts) => {
  let address = '';
  let asked: Parameters<typeof parts.connect>[2] = [];
  let join: Parameters<typeof parts.send>[1] | undefined;
  return {
    ...parts,
    connect(url, ear, subprotocols) {
      address = url;
      asked = subprotocols;
      return parts.connect(url, ear, subprotocols);
    },
    send(line, frame) {
      join ??= frame;
      parts.send(line, frame);
    },
    tell(audience, told) {
      parts.tell(audience, told);
      if (told.event !== 'roomLeft' || !join) return;
      const frame = join;
      const line = parts.connect(
        address,
        {
          opened: () => parts.send(line, frame),
          refused: () => {},
          failed: () => {},
          frame: () => {},
          closed: () => {},
        },
        asked,
      );
    },
  };
};

const isLoss = (code: number): boolean =>
  code === reasonCode.WEBSOCKET_DISCONNECTED || code === reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED;

/** The faults in the end of a room object. */
export const roomLeftMutants: readonly ClientMutant[] = [
  {
    name: 'fires-twice',
    breaks: 'client.room-left-once',
    summary: 'fires roomLeft twice',
    wrap: replacing('tell', (effect) => (effect.told.event === 'roomLeft' ? [effect, effect] : [effect])),
  },
  {
    name: 'never-on-loss',
    breaks: 'client.room-left-once',
    summary: 'never fires roomLeft when the network is lost',
    wrap: replacing('tell', (effect) => {
      const { told } = effect;
      return told.event === 'roomLeft' && told.reason.source === 'LOCAL' && isLoss(told.reason.code) ? [] : [effect];
    }),
  },
  {
    name: 'sweeps-up',
    breaks: 'client.room-left-last',
    summary: 'fires participantLeft for everybody else after its own roomLeft',
    wrap: sweepsUp,
  },
  {
    name: 'forgets-calls',
    breaks: 'client.calls-settled',
    summary: 'leaves the calls that nobody answered outstanding for ever',
    wrap: replacing('settle', (effect, { before }) =>
      effect.outcome.kind === 'left' && !before.leaving && before.left === null ? [] : [effect],
    ),
  },
  {
    name: 'forgets-late-calls',
    breaks: 'client.late-calls',
    // A call that crosses the roomLeft was outstanding then.
    or: ['client.calls-settled'],
    summary: 'leaves what is asked for after roomLeft outstanding for ever',
    wrap: replacing('settle', (effect, { before }) =>
      effect.outcome.kind === 'left' && before.left !== null ? [] : [effect],
    ),
  },
  {
    name: 'in-order-only',
    breaks: 'client.room-left-any-sequence',
    summary: 'ignores a RoomLeft that does not bear the next sequence',
    wrap: hearing((heard, { received }) =>
      heard.message.kind === 'roomLeft' && heard.sequence !== received + 1 ? undefined : heard,
    ),
  },
  {
    name: 'switch-is-leaving',
    breaks: 'client.switch-fires-none',
    summary: 'takes the Joined of another room for the end of its stay',
    wrap: hearing((heard) =>
      heard.message.kind === 'joined' && heard.replyTo > 0
        ? { ...heard, message: { kind: 'roomLeft', reason: { code: reasonCode.SWITCH_ROOM, said: '' } } }
        : heard,
    ),
  },
  {
    name: 'refusals-succeed',
    breaks: 'client.refused-call',
    summary: 'lets a call succeed that the server refuses',
    wrap: replacing('settle', (effect) =>
      effect.outcome.kind === 'refused' ? [{ ...effect, outcome: { kind: 'done' } }] : [effect],
    ),
  },
  {
    name: 'comes-back',
    breaks: 'client.never-rejoins',
    summary: 'joins again of its own accord after roomLeft',
    wrap: comesBack,
  },
  {
    name: 'leave-wins',
    breaks: 'client.server-word',
    summary: 'says 1101 of its own to anybody who was removed while it was leaving',
    wrap: replacing('tell', (effect, { before }) => {
      const { told } = effect;
      const overruled =
        told.event === 'roomLeft' &&
        told.reason.source === 'SERVER' &&
        told.reason.code !== reasonCode.MANUAL_LEAVE_CALLED;
      if (!overruled || !before.leaving) return [effect];
      return [
        { ...effect, told: { ...told, reason: { code: reasonCode.MANUAL_LEAVE_CALLED, source: 'LOCAL', said: '' } } },
      ];
    }),
  },
  {
    name: 'refused-is-exhausted',
    breaks: 'client.local-reason',
    summary: 'says that its attempts are exhausted where the server refused it or offers no resumption',
    wrap: replacing('tell', (effect) => {
      const { told } = effect;
      if (
        told.event !== 'roomLeft' ||
        told.reason.source !== 'LOCAL' ||
        told.reason.code !== reasonCode.WEBSOCKET_DISCONNECTED
      )
        return [effect];
      return [
        {
          ...effect,
          told: { ...told, reason: { ...told.reason, code: reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED } },
        },
      ];
    }),
  },
  {
    name: 'gives-up-silently',
    breaks: 'client.giving-up',
    summary: 'closes with 1000 what it gives up',
    wrap: closingWith((code) => (code === close.LEAVE ? wsClose.NORMAL : code)),
  },
  {
    name: 'close-means-lost',
    breaks: 'client.close-is-room-left',
    summary: 'takes every close for a lost connection',
    wrap: changingClientEvents((event) => (event.type === 'closed' ? { ...event, code: wsClose.NO_FRAME } : event)),
  },
  {
    name: 'normal-means-over',
    breaks: 'client.other-close',
    summary: 'takes a close with 1000 for a voluntary leave',
    wrap: changingClientEvents((event) =>
      event.type === 'closed' && event.code === wsClose.NORMAL ? { ...event, code: close.LEAVE } : event,
    ),
  },
  {
    name: 'cut-means-closed',
    breaks: 'client.other-close',
    summary: 'takes the 1006 of a connection that broke off for the code of a room that was closed',
    wrap: changingClientEvents((event) =>
      event.type === 'closed' && event.code === wsClose.NO_FRAME ? { ...event, code: close.ROOM_CLOSE } : event,
    ),
  },
  {
    name: 'believes-the-echo',
    breaks: 'client.own-close',
    summary: 'takes the echo of its own 4101 for the word of the server',
    wrap: changingClientEffects(({ event, effects }) =>
      effects.map((effect) =>
        event.type === 'closed' &&
        event.code === close.LEAVE &&
        effect.kind === 'tell' &&
        effect.told.event === 'roomLeft'
          ? { ...effect, told: { ...effect.told, reason: { ...effect.told.reason, source: 'SERVER' } } }
          : effect,
      ),
    ),
  },
];
