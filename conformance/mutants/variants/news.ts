/**
 * What a room tells is held back for each of those whom it concerns, and comes in any order that the text allows: news about different
 * people in any order, answers long after the effects, effects of losses after answers.
 */
import type { Message } from '../../../spec/machine/messages.js';
import type { RoomEvent, Telling } from '../../../spec/machine/state.js';
import type { Hand, Wrap } from '../../reference/server/parts.js';
import type { Chance } from '../chance.js';

interface Freedom {
  /** How long each message may be held back. */
  readonly heldMs: number;
  /** News about different people may change places. */
  readonly shuffles: boolean;
  /** All observers are told of departures in one order. */
  readonly roomOrder: boolean;
  /** An answer that RoomLeft settles may never be sent. */
  readonly dropsSettled: boolean;
}

interface Held {
  readonly telling: Telling & { kind: 'tell' };
  /** It follows from a request, and comes before every later answer to the one whom it is told. */
  readonly asked: boolean;
}

/** Holds news back for some time. */
export const holdingNews =
  (chance: Chance, freedom: Freedom): Wrap =>
  (parts) => {
    const queues = new Map<string, Held[]>();
    let hand: Hand | undefined;
    const arm = (stream: string) => parts.clock.after(chance.ms(freedom.heldMs), () => release(stream));
    const release = (stream: string) => {
      const queue = queues.get(stream) ?? [];
      const ready = queue.filter((one, at) =>
        queue.slice(0, at).every((earlier) => !mustFollow(one, earlier, freedom)),
      );
      const [chosen] = freedom.shuffles ? chance.shuffled(ready) : ready;
      if (!chosen) return;
      queue.splice(queue.indexOf(chosen), 1);
      if (queue.length === 0) queues.delete(stream);
      else arm(stream);
      hand?.tell(chosen.telling);
    };
    const hold = (telling: Held['telling'], event: RoomEvent) => {
      const queue = queues.get(telling.to) ?? [];
      queues.set(telling.to, queue);
      queue.push({ telling, asked: isAsked(event) });
      if (queue.length === 1) arm(telling.to);
    };
    /** Everything that was held back for somebody goes out at last, ahead of what ends it. */
    const flush = (telling: Held['telling']): Telling[] => {
      const queue = queues.get(telling.to) ?? [];
      queues.delete(telling.to);
      const { message } = telling;
      const settles = freedom.dropsSettled && message.kind === 'roomLeft' && message.replyTo === 0 && chance.one(2);
      const due = settles ? queue.filter((one) => !isAnswer(one.telling.message)) : queue;
      return [...due.map((one) => one.telling), telling];
    };
    return {
      ...parts,
      begun: (given) => {
        hand = given;
        parts.begun(given);
      },
      machine: (config, room, event) => {
        const [after, tellings] = parts.machine(config, room, event);
        const now = tellings.flatMap((telling): Telling[] => {
          if (telling.kind === 'answer') return [telling];
          if (telling.message.kind === 'roomLeft' || telling.message.kind === 'joined') return flush(telling);
          hold(telling, event);
          return [];
        });
        return [after, now];
      },
    };
  };

const isAnswer = ({ kind }: Message): boolean => kind === 'accepted' || kind === 'rejected';

/** What a server notices by itself is outside of the fence. */
const isAsked = ({ type }: RoomEvent): boolean => !['goodbye', 'lost', 'failed', 'closing'].includes(type);

function mustFollow(one: Held, earlier: Held, { shuffles, roomOrder }: Freedom): boolean {
  const message = one.telling.message;
  const before = earlier.telling.message;
  if (isAnswer(message)) return isAnswer(before) || earlier.asked || !shuffles;
  if (isAnswer(before)) return false;
  if (!shuffles || personOf(message) === personOf(before)) return true;
  return roomOrder && message.kind === 'participantLeft' && before.kind === 'participantLeft';
}

const personOf = (message: Message): string => {
  if (message.kind === 'participantJoined') return message.member.participant;
  return message.kind === 'participantLeft' ? message.participant : '';
};
