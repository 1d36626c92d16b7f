/** Servers that differ from the reference server in what the specification leaves open. The suite must let each of them pass. */
import { baseConfig } from '../../../spec/machine/config.js';
import type { Message } from '../../../spec/machine/messages.js';
import type { Outgoing, Parts, ServerConnection, Wrap } from '../../reference/server/parts.js';
import { chanceOf } from '../chance.js';
import { type Alteration, rewording } from '../mutant.js';
import { everyFreedom, wrapped } from './every-freedom.js';
import { endingLate, forgettingSoon, losingLate, noticingLate } from './losses.js';
import { holdingNews } from './news.js';
import { countingLate, withOutboxes } from './outbox.js';
import { refusingVariants } from './refusing.js';

const asItIs: Wrap = (parts) => parts;

const SWITCH_MS = 20;
const ANSWER_MS = 5;
const NOTICE_MS = 50;
const HEARTBEAT_MS = 50;
const LATEST_MS = 900;
const SHORT_TIMEOUT_MS = 500;

const waiting = ({ clock }: Parts, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** Everything that goes out goes out a little later, in order: to everybody alike. */
function slowed({ deliver, close, clock, ...parts }: Parts): Parts {
  return {
    ...parts,
    clock,
    deliver: (outlet: ServerConnection, message: Outgoing, sequence: number) => {
      clock.after(ANSWER_MS, () => deliver(outlet, message, sequence));
    },
    close: (outlet, code) => {
      clock.after(ANSWER_MS, () => close(outlet, code));
    },
  };
}

const reversed = (message: Message): Message =>
  message.kind === 'joined' ? { ...message, roster: [...message.roster].reverse() } : message;

/** All variants of the reference server. */
export const serverVariants: readonly Alteration[] = [
  {
    name: 'bare',
    summary: 'declares no feature at all, and lets nobody resume',
    setup: {
      config: { ...baseConfig, extendedCodes: false, remove: false },
      roomOrder: false,
      operatorToken: undefined,
    },
    wrap: asItIs,
  },
  {
    name: 'no-resumption',
    summary: 'declares everything but resume: the loss is the departure',
    setup: { config: { resumeWindowMs: 0 } },
    wrap: asItIs,
  },
  {
    name: 'no-replacing',
    summary: 'refuses the second device of somebody who is there',
    setup: { config: { replace: false } },
    wrap: asItIs,
  },
  {
    name: 'core-codes',
    summary: 'sends the core codes alone',
    setup: { config: { extendedCodes: false } },
    wrap: asItIs,
  },
  {
    name: 'announces-each',
    summary: 'announces to each the departure of each before the end of a meeting, and declares it',
    setup: { config: { announcesEach: true } },
    wrap: asItIs,
  },
  {
    name: 'slow-switch',
    summary: 'takes 20 ms from one room to the other',
    wrap: (parts) => ({
      ...parts,
      onward: (half, go) => {
        if (half === 'committed') parts.clock.after(SWITCH_MS, go);
        else parts.onward(half, go);
      },
    }),
  },
  {
    name: 'undecided-switch',
    summary: 'takes 20 ms until it has decided about a switch',
    wrap: (parts) => ({
      ...parts,
      onward: (half, go) => {
        if (half === 'fixed') parts.clock.after(SWITCH_MS, go);
        else parts.onward(half, go);
      },
    }),
  },
  {
    name: 'newest-first',
    summary: 'lists rosters in another order',
    wrap: rewording(reversed),
  },
  {
    name: 'foreign-words',
    summary: 'says every reason in another language, and none in English',
    wrap: (parts) => ({ ...parts, words: (code) => `Teilnahme beendet (${code}) – auf Wiedersehen! 再见` }),
  },
  {
    name: 'unhurried',
    summary: 'sends everything 5 ms later',
    wrap: slowed,
  },
  {
    name: 'late-notice',
    summary: 'notices 50 ms later that a connection is gone',
    wrap: noticingLate(() => NOTICE_MS),
  },
  {
    name: 'heartbeats',
    summary: 'sends a sign of life every 50 ms',
    setup: { heartbeat: { intervalMs: HEARTBEAT_MS, timeoutMs: 10_000 } },
    wrap: asItIs,
  },
  {
    name: 'latest-notice',
    summary: 'notices almost a second later that a connection is gone',
    wrap: noticingLate(() => LATEST_MS),
  },
  {
    name: 'late-frame-loss',
    summary: 'closes a connection because of a frame at once, and takes it as lost 50 ms later',
    wrap: losingLate(() => NOTICE_MS),
  },
  {
    name: 'latest-frame-loss',
    summary: 'closes a connection because of a frame at once, and takes it as lost almost a second later',
    wrap: losingLate(() => LATEST_MS),
  },
  {
    name: 'late-answers',
    summary:
      "lets a few milliseconds pass between the effects of a request and its answer, in which other people's messages go out",
    seeded: (seed) => ({
      wrap: holdingNews(chanceOf(seed), { heldMs: 4, shuffles: false, roomOrder: true, dropsSettled: true }),
    }),
    wrap: asItIs,
  },
  {
    name: 'any-order',
    summary: 'declares no room_order, and tells each observer of different people in an order of its own',
    setup: { roomOrder: false },
    seeded: (seed) => ({
      wrap: holdingNews(chanceOf(seed), { heldMs: 4, shuffles: true, roomOrder: false, dropsSettled: false }),
    }),
    wrap: asItIs,
  },
  {
    name: 'outboxes',
    summary: 'has an outbox for each connection, in which every message waits for up to 20 ms',
    seeded: (seed) => ({ wrap: withOutboxes(chanceOf(seed), { messageMs: 20, closeMs: 20, drops: false }) }),
    wrap: asItIs,
  },
  {
    name: 'dropped-outboxes',
    summary: 'has an outbox for each connection, and drops it where the connection ends without a RoomLeft',
    seeded: (seed) => ({ wrap: withOutboxes(chanceOf(seed), { messageMs: 20, closeMs: 20, drops: true }) }),
    wrap: asItIs,
  },
  {
    name: 'late-close',
    summary: 'sends the close frame up to 900 ms after RoomLeft',
    seeded: (seed) => ({ wrap: withOutboxes(chanceOf(seed), { messageMs: 1, closeMs: LATEST_MS, drops: false }) }),
    wrap: asItIs,
  },
  {
    name: 'late-ends',
    summary: 'ends each window, and notices each silence, up to 900 ms after its time',
    seeded: (seed) => ({ wrap: endingLate(chanceOf(seed), LATEST_MS) }),
    wrap: asItIs,
  },
  {
    name: 'keeps-everything',
    summary: 'keeps what has been acknowledged for those who come back',
    setup: { config: { keepsAcknowledged: true } },
    wrap: asItIs,
  },
  {
    name: 'slow-operator',
    summary: 'answers the operator 50 ms after everybody has been told',
    wrap: (parts) => ({ ...parts, pause: (before) => (before === 'answer' ? waiting(parts, NOTICE_MS) : undefined) }),
  },
  {
    name: 'slow-reader',
    summary: 'takes 5 ms for each frame before it looks at it',
    wrap: (parts) => ({ ...parts, pause: (before) => (before === 'frame' ? waiting(parts, ANSWER_MS) : undefined) }),
  },
  {
    name: 'drops-unread',
    summary: 'takes 5 ms for each frame, and looks at none of them any more when its connection has ended',
    wrap: (parts) => ({
      ...parts,
      pause: (before) => (before === 'frame' ? waiting(parts, ANSWER_MS) : undefined),
      drains: () => false,
    }),
  },
  {
    name: 'late-count',
    summary: 'says in Joined what it has taken up by the time that it goes out',
    seeded: (seed) => ({
      wrap: wrapped(countingLate, withOutboxes(chanceOf(seed), { messageMs: 20, closeMs: 20, drops: false })),
    }),
    wrap: asItIs,
  },
  {
    name: 'brief-memory',
    summary: 'remembers those who have departed no longer than it must',
    setup: { heartbeat: { intervalMs: HEARTBEAT_MS, timeoutMs: SHORT_TIMEOUT_MS } },
    wrap: forgettingSoon(SHORT_TIMEOUT_MS),
  },
  {
    name: 'last-first',
    summary: 'tells those who came last first, and of those who depart together in another order',
    wrap: (parts) => ({
      ...parts,
      machine: (config, room, event) => {
        const reversed = { ...room, present: [...room.present].reverse() };
        const other = event.type === 'operate' ? { ...event, targets: [...event.targets].reverse() } : event;
        return parts.machine(config, reversed, other);
      },
    }),
  },
  {
    name: 'short-names',
    summary: 'takes names of up to 128 bytes, and no longer ones',
    setup: { limits: { nameBytes: 128 } },
    wrap: asItIs,
  },
  ...refusingVariants,
  {
    name: 'every-freedom',
    summary: 'draws for each message and each timer at random among all that the text allows',
    seeded: everyFreedom,
    wrap: asItIs,
  },
];
