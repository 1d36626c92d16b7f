/** Faults in the order in which things are told. */
import type { Telling } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingTellings, type Mutant } from '../mutant.js';
import { newsQueue } from '../news-queue.js';

const departures = ({ message }: Telling): boolean => message.kind === 'participantLeft';

/** What the first in a room is told of a departure waits for whatever happens there next, and comes behind the next departure. */
const overtaken: Wrap = (parts) => {
  const waiting = new Map<string, readonly Telling[]>();
  return {
    ...parts,
    machine(config, room, event) {
      const [after, tellings] = parts.machine(config, room, event);
      const session = room.session ?? '';
      const late = waiting.get(session) ?? [];
      waiting.delete(session);
      const first = room.present[0]?.roomObject;
      const news = tellings.filter((telling) => telling.to === first && departures(telling));
      const rest = tellings.filter((telling) => !news.includes(telling));
      if (late.length > 0 || news.length === 0 || after.session === null) return [after, [...news, ...late, ...rest]];
      waiting.set(session, news);
      return [after, rest];
    },
  };
};

/** How long a refusal takes, in milliseconds. */
const SLOW_MS = 20;

/** The faults in the order in which things are told. */
export const orderMutants: readonly Mutant[] = [
  {
    name: 'back-before-gone',
    breaks: 'departure.one-order',
    summary:
      'tells the first in the room of a participant who is replaced that it has come back, and then that it has left',
    wrap: changingTellings(({ before, event, tellings }) => {
      if (event.type !== 'join') return tellings;
      const first = before.present.find(({ participant }) => participant !== event.newcomer.participant)?.roomObject;
      const isLate = (telling: Telling) => telling.to === first && departures(telling);
      const isAnswer = ({ message }: Telling) => message.kind === 'joined';
      const early = tellings.filter((telling) => !isLate(telling) && !isAnswer(telling));
      return [...early, ...tellings.filter(isLate), ...tellings.filter(isAnswer)];
    }),
  },
  {
    name: 'own-order',
    breaks: 'departure.room-order',
    // What is told late may be overtaken by an arrival, or by an answer.
    or: ['departure.one-order', 'fence.effects-first'],
    summary: 'tells the first in the room of two departures the later one first',
    wrap: overtaken,
  },
  {
    name: 'slow-refusals',
    breaks: 'request.in-order',
    summary: 'sends refusals over a queue of their own, which later answers overtake',
    wrap: (parts) => {
      const queue = newsQueue(parts.deliver);
      return {
        ...parts,
        deliver(outlet, message, sequence) {
          const isRefusal = message.kind === 'rejected' && message.replyTo > 0;
          if (isRefusal) {
            if (queue.put(outlet, message, sequence)) parts.clock.after(SLOW_MS, () => queue.clear(outlet));
            return;
          }
          if (message.kind !== 'accepted') queue.clear(outlet);
          queue.send(outlet, message, sequence);
        },
      };
    },
  },
  {
    name: 'counts-each-room',
    breaks: 'sequence.dense',
    summary: 'begins at 1 again in the room to which somebody switches',
    wrap: (parts) => {
      const before = new WeakMap<object, number>();
      return {
        ...parts,
        deliver(outlet, message, sequence) {
          if (message.kind === 'joined' && message.replyTo > 0) before.set(outlet, sequence - 1);
          parts.deliver(outlet, message, Math.max(0, sequence - (before.get(outlet) ?? 0)));
        },
      };
    },
  },
  {
    name: 'numbers-refusals',
    breaks: 'sequence.refused-join',
    summary: 'numbers the refusal of a Join as if it were in the stream',
    wrap: (parts) => ({
      ...parts,
      deliver: (outlet, message, sequence) =>
        parts.deliver(outlet, message, message.kind === 'rejected' ? Math.max(1, sequence) : sequence),
    }),
  },
];
