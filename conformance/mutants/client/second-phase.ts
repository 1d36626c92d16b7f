/** Faults that show only on a later connection of a room object: after a Resume, or after a switch. */
import type { OwnParticipation } from '../../../spec/machine/client/events.js';
import type { ClientState } from '../../../spec/machine/client/state.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import { type ClientMutant, changingClientEffects, changingState, hearing, replacing } from './mutant.js';

/** Over a connection after the first one. */
const isLater = ({ connection, joined }: ClientState): boolean => joined !== null && (connection?.id ?? 0) > 1;

/** What the first Joined has announced holds for ever. */
const asFirstAnnounced =
  (kept: (first: OwnParticipation) => Partial<OwnParticipation>): ClientWrap =>
  (parts) => {
    let first: OwnParticipation | undefined;
    return hearing((heard) => {
      if (heard.message.kind !== 'joined') return heard;
      first ??= heard.message;
      return { ...heard, message: { ...heard.message, ...kept(first) } };
    })(parts);
  };

/** The faults that show on a later connection. */
export const secondPhaseMutants: readonly ClientMutant[] = [
  {
    name: 'no-acks-when-back',
    breaks: 'client.ack-heartbeat',
    summary: 'answers no Heartbeat on a connection after the first one',
    wrap: hearing((heard, state) => (heard.message.kind === 'heartbeat' && isLater(state) ? undefined : heard)),
  },
  {
    name: 'acks-nothing-when-back',
    breaks: 'client.ack',
    summary: 'bears the ack 0 on a connection after the first one',
    wrap: replacing('send', (effect, { after }) => [isLater(after) ? { ...effect, ack: 0 } : effect]),
  },
  {
    name: 'watches-the-first-alone',
    breaks: 'client.silence',
    summary: 'notices no silence on a connection after the first one',
    wrap: replacing('start', (effect, { after }) => (effect.timer === 'silence' && isLater(after) ? [] : [effect])),
  },
  {
    name: 'hoards-when-back',
    breaks: 'client.ack-many',
    summary: 'acknowledges each 256 messages on its first connection alone',
    wrap: changingClientEffects(({ event, after, effects }) =>
      event.type === 'message' && event.message.kind === 'participantJoined' && isLater(after)
        ? effects.filter((effect) => effect.kind !== 'send' || effect.saying.kind !== 'ack')
        : effects,
    ),
  },
  {
    name: 'keeps-the-first-window',
    breaks: 'client.resumes',
    or: ['client.local-reason'],
    summary: 'retries for the window of its first Joined, whatever a later one has announced',
    wrap: asFirstAnnounced(({ resumeWindowMs }) => ({ resumeWindowMs })),
  },
  {
    name: 'keeps-the-first-timeout',
    breaks: 'client.silence',
    summary: 'keeps to the heartbeat timeout of its first Joined, whatever a later one has announced',
    wrap: asFirstAnnounced(({ heartbeatTimeoutMs }) => ({ heartbeatTimeoutMs })),
  },
  {
    name: 'keeps-the-token-of-the-room-before',
    breaks: 'client.resume-newest',
    summary: 'resumes after a switch with the token of the room before',
    wrap: changingState(({ before, event, after }) =>
      event.type === 'message' && event.message.kind === 'joined' && before.joined !== null
        ? { ...after, token: before.token }
        : after,
    ),
  },
  {
    name: 'numbers-anew-after-a-switch',
    breaks: 'client.numbers',
    or: ['client.sends-again'],
    summary: 'begins to count its requests anew in each room',
    wrap: changingState(({ before, event, after }) =>
      event.type === 'message' && event.message.kind === 'joined' && before.joined !== null
        ? { ...after, requests: 0 }
        : after,
    ),
  },
  {
    name: 'takes-gaps-when-back',
    breaks: 'client.gap',
    summary: 'takes up what comes behind a gap, on a connection after the first one',
    wrap: hearing((heard, state) =>
      isLater(state) && heard.sequence > state.received + 1 && heard.message.kind !== 'roomLeft'
        ? { ...heard, sequence: state.received + 1 }
        : heard,
    ),
  },
];
