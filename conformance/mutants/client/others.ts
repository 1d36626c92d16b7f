/** Faults in what the application is told of the others. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { type ClientMutant, changingClientEffects, changingState, hearing, replacing } from './mutant.js';

/** How late something is told, in milliseconds. */
const ARRIVAL_MS = 20;

/** The faults in what the application is told of the others. */
export const otherMutants: readonly ClientMutant[] = [
  {
    name: 'tells-twice',
    breaks: 'client.participant-left',
    summary: 'fires participantLeft twice',
    wrap: replacing('tell', (effect) => (effect.told.event === 'participantLeft' ? [effect, effect] : [effect])),
  },
  {
    name: 'tells-arrivals-late',
    breaks: 'client.in-order',
    summary: 'tells of each arrival 20 ms late, and of departures at once',
    wrap: (parts) => ({
      ...parts,
      tell(audience, telling) {
        if (telling.event !== 'participantJoined') parts.tell(audience, telling);
        else parts.clock.after(ARRIVAL_MS, () => parts.tell(audience, telling));
      },
    }),
  },
  {
    name: 'tells-backwards',
    breaks: 'client.in-order',
    summary: 'tells of departures that come at once the latest first',
    wrap: (parts) => {
      const held: (() => void)[] = [];
      const tellHeld = () => {
        for (const tell of held.splice(0).reverse()) tell();
      };
      return {
        ...parts,
        tell(audience, telling) {
          if (telling.event !== 'participantLeft') {
            tellHeld();
            parts.tell(audience, telling);
            return;
          }
          held.push(() => parts.tell(audience, telling));
          if (held.length === 1) parts.clock.after(ARRIVAL_MS, tellHeld);
        },
      };
    },
  },
  {
    name: 'only-known-ones',
    breaks: 'client.participant-left-stranger',
    summary: 'swallows the departure of somebody it was never told of',
    wrap: replacing('tell', (effect, { before }) => {
      const { told } = effect;
      if (told.event !== 'participantLeft') return [effect];
      return before.participants.some(({ participation }) => participation === told.participation) ? [effect] : [];
    }),
  },
  {
    name: 'tells-of-itself',
    breaks: 'client.participant-left-never-oneself',
    summary: 'fires participantLeft for its own participation',
    wrap: changingClientEffects(({ before, event, effects }) => {
      if (event.type !== 'message' || event.message.kind !== 'participantLeft') return effects;
      const { participant, participation } = event.message;
      if (!before.own.includes(participation) || before.left !== null) return effects;
      const reason = { code: reasonCode.MANUAL_LEAVE_CALLED, source: 'SERVER', said: '' } as const;
      const told = { event: 'participantLeft', participant, participation, reason } as const;
      return [...effects, { kind: 'tell', told, clauses: ['client.participant-left'] }];
    }),
  },
  {
    name: 'drops-itself',
    breaks: 'client.own-departure-ignored',
    summary: 'takes its connection as lost when it hears a ParticipantLeft about itself',
    wrap: hearing((heard, { own }) =>
      heard.message.kind === 'participantLeft' && own.includes(heard.message.participation)
        ? { type: 'undecodable', connection: heard.connection }
        : heard,
    ),
  },
  {
    name: 'keeps-the-departed',
    breaks: 'client.list',
    summary: 'keeps in its list anybody who departed',
    wrap: changingState(({ before, event, after }) =>
      event.type === 'message' && event.message.kind === 'participantLeft' && after.left === null
        ? { ...after, participants: before.participants }
        : after,
    ),
  },
  {
    name: 'keeps-the-old-list',
    breaks: 'client.list-from-joined',
    summary: 'adds the roster of a new room to the list of the old one',
    wrap: changingState(({ before, event, after }) =>
      event.type === 'message' && event.message.kind === 'joined' && before.joined !== null
        ? { ...after, participants: [...before.participants, ...after.participants] }
        : after,
    ),
  },
];
