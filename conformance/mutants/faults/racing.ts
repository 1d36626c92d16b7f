/**
 * Faults that show only where things happen at the same time: what one of them has read or said is not yet carried through when the
 * other comes, as on a server that asks a database in between.
 */
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Lookup } from '../../../spec/machine/draft.js';
import type { Event } from '../../../spec/machine/events.js';
import type { Effect } from '../../../spec/machine/messages.js';
import type { Participation } from '../../../spec/machine/state.js';
import type { Outgoing, ServerConnection, Wrap } from '../../reference/server/parts.js';
import { changingEffects, type Mutant } from '../mutant.js';
import { newsQueue, type QueuedNews } from '../news-queue.js';
import { needsTheSession } from './switching.js';

/** How long something is under way, in milliseconds: less than anybody needs who waits for an answer before asking again. */
const GAP_MS = 1;
/** The same of the second half of a switch, behind which its caller waits: about what a word with another machine takes. */
const HALF_MS = 4;
/** How long an old token is still in the cache after its participation has expired, in milliseconds. */
const CACHED_MS = 60;

/** What waits in the queue for resumption has other numbers than it had: another fault than the ones that are meant. */
const withoutResumption = { config: { resumeWindowMs: 0 } };

interface Fanout {
  /** What is told a moment late. */
  readonly isLate: (message: Outgoing, outlet: ServerConnection) => boolean;
  /** What becomes of what waits, when something else is to be told. */
  readonly overtaken: (waiting: readonly QueuedNews[], by: Outgoing) => readonly QueuedNews[];
  /** What becomes of it when nothing has come in between. */
  readonly flushed?: (waiting: readonly QueuedNews[]) => readonly QueuedNews[];
}

/** QueuedNews goes out a moment late, but always before the next answer: the fence holds. */
const fanningOut =
  ({ isLate, overtaken, flushed }: Fanout): Wrap =>
  (parts) => {
    const queue = newsQueue(parts.deliver);
    return {
      ...parts,
      deliver(outlet, message, sequence) {
        if (isLate(message, outlet)) {
          if (queue.put(outlet, message, sequence)) parts.clock.after(GAP_MS, () => queue.clear(outlet, flushed));
          return;
        }
        queue.clear(outlet, (waiting) => overtaken(waiting, message));
        queue.send(outlet, message, sequence);
      },
    };
  };

const leftWith =
  (code: number) =>
  (message: Outgoing): boolean =>
    message.kind === 'participantLeft' && message.reason === code;

/** Half of the connections are served by a second node, to which news goes in batches. */
const secondNode = () => {
  const nodes = new WeakMap<ServerConnection, boolean>();
  let connections = 0;
  return (outlet: ServerConnection): boolean => {
    const known = nodes.get(outlet);
    if (known !== undefined) return known;
    const isFar = isOdious(connections++);
    nodes.set(outlet, isFar);
    return isFar;
  };
};

/** Of an odd number of ones in binary (Thue-Morse): half of all numbers, and no meeting of however many people is in step with it. */
const isOdious = (number: number): boolean => [...number.toString(2)].filter((digit) => digit === '1').length % 2 === 1;

/** A participation that has left while the list of those to be shown out was being made is on it all the same. */
const endsTwice: Wrap = (parts) => {
  const leaving = new Map<string, { readonly room: string; readonly who: Participation }>();
  const remember = (look: Lookup, event: Event) => {
    if (event.type !== 'request' || event.ask.kind !== 'leave') return;
    const stream = look.roomObject(look.carriedBy(event.connection) ?? '');
    const who = stream && look.room(stream.room)?.present.find(({ id }) => id === stream.participation);
    if (!stream || !who) return;
    leaving.set(who.id, { room: stream.room, who });
    parts.clock.after(GAP_MS, () => leaving.delete(who.id));
  };
  const wrapped = changingEffects(({ look, event, changes }) => {
    const room = event.type === 'request' && event.ask.kind === 'end' ? roomOf(look, event.connection) : undefined;
    if (room === undefined) return changes.effects;
    const late = [...leaving.values()].filter((one) => one.room === room);
    return changes.effects.flatMap((effect) =>
      isShownOut(effect) ? [...late.flatMap(again(effect)), effect] : [effect],
    );
  })(parts);
  return {
    ...wrapped,
    react(config, look, event, machine) {
      remember(look, event);
      return wrapped.react(config, look, event, machine);
    },
  };
};

const roomOf = (look: Lookup, connection: string): string | undefined =>
  look.roomObject(look.carriedBy(connection) ?? '')?.room;

type Sending = Effect & { readonly kind: 'send' };
const isShownOut = (effect: Effect): effect is Sending => effect.kind === 'send' && effect.message.kind === 'roomLeft';

/** Tells a departure once more, before the participation that is told of it is shown out. */
const again =
  (effect: Sending) =>
  ({ who }: { readonly who: Participation }): Effect[] => [
    {
      ...effect,
      message: {
        kind: 'participantLeft',
        participant: who.participant,
        participation: who.id,
        reason: reasonCode.REMOVE_ALL,
      },
    },
  ];

/** For a moment after its window a participation is gone for the others, and its token still serves. */
const resumesTheExpired: Wrap = (parts) => {
  const cached = new Map<string, number>();
  return {
    ...parts,
    react(config, look, event, machine) {
      const lastRequest = event.type === 'resume' ? cached.get(event.token) : undefined;
      if (event.type === 'expired')
        for (const { value } of look.roomObject(event.roomObject)?.tokens ?? []) {
          cached.set(value, look.roomObject(event.roomObject)?.lastRequest ?? 0);
          parts.clock.after(CACHED_MS, () => cached.delete(value));
        }
      const changes = parts.react(config, look, event, machine);
      if (event.type !== 'resume' || lastRequest === undefined) return changes;
      const message = { kind: 'resumed', token: event.token, lastRequest } as const;
      return {
        ...changes,
        effects: [{ kind: 'send', to: event.connection, message, sequence: 0, clauses: ['resume.resumed'] }],
      };
    },
  };
};

/** Whose removal is being announced is not told apart from who has just come in under the same name. */
const keepsTheRemoved: Wrap = (parts) => {
  const back = new Set<string>();
  const wrapped = fanningOut({
    isLate: leftWith(reasonCode.REMOVE_PEER),
    overtaken: (waiting, by) => (by.kind === 'participantJoined' ? waiting.filter(isAway(back)) : waiting),
  })(parts);
  return {
    ...wrapped,
    machine(config, room, event) {
      if (event.type === 'join') {
        back.add(event.newcomer.participant);
        parts.clock.after(GAP_MS, () => back.delete(event.newcomer.participant));
      }
      return wrapped.machine(config, room, event);
    },
  };
};

const isAway =
  (back: ReadonlySet<string>) =>
  ({ message }: QueuedNews): boolean =>
    message.kind !== 'participantLeft' || !back.has(message.participant);

/** The faults that show only where things happen at the same time. */
export const racingMutants: readonly Mutant[] = [
  {
    name: 'ends-twice',
    breaks: 'departure.once',
    summary: 'announces, where a leave and an end come at once, the departure of the leaver once more with the end',
    wrap: endsTwice,
  },
  {
    name: 'resumes-the-expired',
    breaks: 'resume.or-departure',
    summary: 'resumes a participation that is just expiring, and tells the others of its departure all the same',
    wrap: resumesTheExpired,
  },
  {
    name: 'keeps-the-removed',
    breaks: 'departure.tells-others',
    summary: 'forgets to tell of a removal when the same participant joins again at once, and leaves a ghost',
    setup: withoutResumption,
    wrap: keepsTheRemoved,
  },
  {
    name: 'two-nodes',
    breaks: 'departure.room-order',
    or: ['departure.one-order', 'departure.tells-others', 'history.nothing-else'],
    summary: 'tells every other participant of two departures that come at once the later one first',
    setup: withoutResumption,
    wrap: (parts) => {
      const isFar = secondNode();
      const backwards = (waiting: readonly QueuedNews[]) => [...waiting].reverse();
      return fanningOut({
        isLate: (message, outlet) => isFar(outlet) && message.kind === 'participantLeft',
        overtaken: backwards,
        flushed: backwards,
      })(parts);
    },
  },
  {
    name: 'two-reasons',
    breaks: 'departure.tells-others',
    summary: 'lets somebody who leaves while the meeting is being ended hear 1101, and everybody else 1008',
    setup: withoutResumption,
    wrap: fanningOut({
      isLate: leftWith(reasonCode.MANUAL_LEAVE_CALLED),
      overtaken: (waiting, by) => (by.kind === 'roomLeft' && by.reason === reasonCode.REMOVE_ALL ? [] : waiting),
    }),
  },
  {
    name: 'loses-the-switching',
    breaks: 'switch.commits',
    summary: 'leaves somebody in neither room whose switch is completed just when its target has ended',
    wrap: needsTheSession(HALF_MS),
  },
];
