/** An outbox for each connection: what goes out waits there for a moment, in order, and may be dropped where the connection ends. */
import { close as closeCode, wsClose } from '../../../gen/codes.js';
import type { Lookup } from '../../../spec/machine/draft.js';
import type { Outgoing, ServerConnection, Wrap } from '../../reference/server/parts.js';
import type { Chance } from '../chance.js';

interface Waits {
  /** How long a message may wait. */
  readonly messageMs: number;
  /** How long the close frame may wait behind RoomLeft. Clause `close.follows`. */
  readonly closeMs: number;
  /** Whether what waits when a connection is closed because of a frame, or replaced, is dropped. Clause `connection.drops-unsent`. */
  readonly drops: boolean;
}

/** What a Joined says has been taken up is what has been by the time that it goes out. Clause `resume.last-request`. */
export const countingLate: Wrap = ({ deliver, react, ...parts }) => {
  let known: Lookup | undefined;
  return {
    ...parts,
    react: (config, look, event, machine) => {
      known = look;
      return react(config, look, event, machine);
    },
    deliver: (outlet, message, sequence) => {
      const stream = known?.roomObject(known.carriedBy(outlet.id) ?? '');
      const counts = message.kind === 'joined' && stream;
      deliver(outlet, counts ? { ...message, lastRequest: stream.lastRequest } : message, sequence);
    },
  };
};

interface Parcel {
  readonly send: () => void;
  readonly waitMs: number;
}

/** The closes that come behind RoomLeft: everything that waits goes out before them. */
const isLast = (code: number): boolean => code === wsClose.NORMAL || (code > 4_000 && code !== closeCode.REPLACED);

/** Sends messages and closes out of queues, one for each connection. */
export const withOutboxes =
  (chance: Chance, { messageMs, closeMs, drops }: Waits): Wrap =>
  ({ deliver, close, clock, ...parts }) => {
    const boxes = new WeakMap<ServerConnection, Parcel[]>();
    const next = (box: Parcel[]) => {
      const [parcel] = box;
      if (!parcel) return;
      clock.after(parcel.waitMs, () => {
        // It may have been dropped meanwhile.
        if (box[0] !== parcel) return;
        box.shift();
        parcel.send();
        next(box);
      });
    };
    const put = (outlet: ServerConnection, parcel: Parcel) => {
      const box = boxes.get(outlet) ?? [];
      boxes.set(outlet, box);
      box.push(parcel);
      if (box.length === 1) next(box);
    };
    return {
      ...parts,
      clock,
      deliver: (outlet: ServerConnection, message: Outgoing, sequence: number) => {
        put(outlet, { send: () => deliver(outlet, message, sequence), waitMs: chance.ms(messageMs) });
      },
      close: (outlet, code) => {
        const box = boxes.get(outlet);
        if (box && drops && !isLast(code) && chance.one(2)) box.splice(0);
        put(outlet, { send: () => close(outlet, code), waitMs: chance.ms(isLast(code) ? closeMs : messageMs) });
      },
    };
  };
