/** Faults in what is timed for somebody who has come back. */
import { noChanges } from '../../../../spec/machine/draft.js';
import type { RoomObject } from '../../../../spec/machine/state.js';
import type { Wrap } from '../../../reference/server/parts.js';
import { deciding, type Mutant, seenThrough } from '../../mutant.js';
import { type Known, knowing } from './returned.js';

/** Sends no Heartbeat on some connections. */
const notBeating = (on: (known: Known, connection: string) => boolean): Wrap =>
  knowing((known) => (parts) => ({
    ...parts,
    deliver: (outlet, message, sequence) => {
      if (message.kind !== 'heartbeat' || !on(known, outlet.id)) parts.deliver(outlet, message, sequence);
    },
  }));

/** The silence of an old connection is counted on over the new one: whatever comes there stops no clock. */
const oldSilence: Wrap = knowing((known) => (parts) => {
  const since = new Map<string, number>();
  return {
    ...parts,
    missed(quietMs, timeoutMs, connection) {
      if (known.carries(connection.id) === undefined) return parts.missed(quietMs, timeoutMs, connection);
      const start = since.get(connection.id) ?? performance.now();
      since.set(connection.id, start);
      return performance.now() - start > timeoutMs;
    },
  };
});

/** No resume window is ever cancelled; `instead` says who departs where the one whose window it was does not linger. */
const runningOn =
  (
    instead: (
      stream: RoomObject,
      lookup: { readonly present: readonly { readonly roomObject: string; readonly participant: string }[] },
    ) => string | undefined,
  ): Wrap =>
  (parts) => {
    let windowMs = 0;
    return {
      ...parts,
      clock: {
        after(ms, run) {
          const timer = parts.clock.after(ms, run);
          return ms === windowMs ? { cancel: () => {} } : timer;
        },
      },
      react(config, look, event, machine) {
        windowMs = config.resumeWindowMs;
        const stream = event.type === 'expired' ? look.roomObject(event.roomObject) : undefined;
        if (!stream || (stream.connection === null && stream.departure === null))
          return parts.react(config, look, event, machine);
        const victim = instead(stream, { present: look.room(stream.room)?.present ?? [] });
        if (victim === undefined) return noChanges;
        const severed = seenThrough(look, (one) => (one.id === victim ? { ...one, connection: null } : one));
        return parts.react(config, severed, { type: 'expired', roomObject: victim }, machine);
      },
    };
  };

/** The window of a loss of this number, and of later ones, is over at once. */
const finalAt = (loss: number): Wrap =>
  knowing((known) => (parts) => ({
    ...parts,
    react(config, look, event, machine) {
      const changes = parts.react(config, look, event, machine);
      for (const [id, after] of changes.roomObjects) {
        const before = look.roomObject(id);
        const isLost = before?.connection && after?.connection === null && after.departure === null;
        if (isLost && known.losses(id) >= loss - 1)
          parts.clock.after(0, () => known.hand()?.take({ type: 'expired', roomObject: id }));
      }
      return changes;
    },
  }));

/** The end of the connection that was replaced is taken for a loss of whom it had, and no window is left. */
const takenForALoss: Wrap = knowing((known) => (parts) => {
  const successors = new Map<string, { readonly roomObject: string; readonly connection: string }>();
  return {
    ...parts,
    react(config, look, event, machine) {
      const changes = parts.react(config, look, event, machine);
      for (const [id, after] of changes.roomObjects) {
        const before = look.roomObject(id)?.connection;
        if (before && after?.connection && before !== after.connection)
          successors.set(before, { roomObject: id, connection: after.connection });
      }
      return changes;
    },
    close(connection, code) {
      parts.close(connection, code);
      const successor = successors.get(connection.id);
      if (!successor) return;
      const { roomObject, connection: newer } = successor;
      parts.clock.after(0, () => {
        known.hand()?.take({ type: 'lost', connection: newer });
        known.hand()?.take({ type: 'expired', roomObject });
      });
    },
  };
});

/** The faults in what is timed for somebody who has come back. */
export const timedMutants: readonly Mutant[] = [
  {
    name: 'beats-once',
    breaks: 'heartbeat.sent',
    summary: 'sends no Heartbeat on a connection by which somebody has come back',
    wrap: notBeating(({ carries }, connection) => carries(connection) !== undefined),
  },
  {
    name: 'watches-once',
    breaks: 'connection.lost',
    or: ['connection.lost-in-time'],
    summary: 'never notices that somebody who has come back has fallen silent',
    wrap: knowing((known) => (parts) => ({
      ...parts,
      missed: (quietMs, timeoutMs, connection) =>
        known.carries(connection.id) === undefined && parts.missed(quietMs, timeoutMs, connection),
    })),
  },
  {
    name: 'old-silence-counts',
    breaks: 'heartbeat.timeout',
    summary: 'counts the silence of an old connection on, whatever comes over the one that has taken over',
    wrap: oldSilence,
  },
  {
    name: 'old-end-is-a-loss',
    breaks: 'resume.replaced-end',
    // It is told nothing more, nothing that it says is taken up, and no end of the meeting reaches it.
    or: [
      'operator.end',
      'request.answered',
      'connection.lost-in-time',
      'reason.true',
      'resume.or-departure',
      'departure.tells-leaver',
      'join.announced',
    ],
    steps: 8,
    summary: 'takes the end of a connection that was replaced for the loss of the participation',
    wrap: takenForALoss,
  },
  {
    name: 'window-goes-on',
    breaks: 'reason.true',
    // Somebody who is away once more finds itself departed.
    or: ['connection.lost', 'connection.lost-in-time', 'resume.or-departure'],
    steps: 8,
    summary: 'lets the resume window go on after a return, and at its end the participation departs',
    wrap: runningOn(({ id, departure }) => (departure === null ? id : undefined)),
  },
  {
    name: 'rest-of-the-window',
    breaks: 'connection.lost-in-time',
    steps: 9,
    summary: 'gives a second loss the rest of the window of the first one',
    wrap: runningOn(() => undefined),
  },
  {
    name: 'window-of-the-replaced',
    breaks: 'reason.true',
    or: ['connection.lost', 'connection.lost-in-time'],
    steps: 8,
    summary: 'ends a newer stay of a participant with the window of the older one',
    wrap: runningOn(
      ({ departure, participant }, { present }) =>
        (departure && present.find((one) => one.participant === participant)?.roomObject) || undefined,
    ),
  },
  {
    name: 'one-window',
    breaks: 'connection.lost-in-time',
    or: ['resume.resumed'],
    steps: 8,
    summary: 'lets one resume once: a second loss is the departure',
    wrap: finalAt(2),
  },
  {
    name: 'three-windows',
    breaks: 'connection.lost-in-time',
    or: ['resume.resumed'],
    steps: 12,
    summary: 'lets one resume three times: a fourth loss is the departure',
    wrap: finalAt(4),
  },
  {
    name: 'outlives-the-lost',
    breaks: 'session.fresh',
    summary: 'keeps the session open when the last participation of it was lost',
    wrap: deciding((room, event, right) => {
      if (event.type !== 'lost') return undefined;
      const [after, tellings] = right();
      return [after.present.length === 0 ? { ...after, session: room.session } : after, tellings];
    }),
  },
];
