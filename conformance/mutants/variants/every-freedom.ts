/**
 * The hardest right server that there is: for each message and each timer it draws at random among all that the text allows, and for each
 * seed what it declares.
 */
import type { Message } from '../../../spec/machine/messages.js';
import type { Wrap } from '../../reference/server/parts.js';
import { type Chance, chanceOf } from '../chance.js';
import { type Alteration, rewording, type Setup } from '../mutant.js';
import { endingLate, losingLate, noticingLate } from './losses.js';
import { holdingNews } from './news.js';
import { countingLate, withOutboxes } from './outbox.js';

/** How long each thing may take, in milliseconds; the text gives a second to what is timed, and a busy machine needs some of it. */
const MESSAGE_MS = 20;
const HELD_MS = 8;
const CLOSE_MS = 500;
const NOTICE_MS = 500;
const END_MS = 500;
const HALF_MS = 30;
const PAUSE_MS = 5;

/** Wraps one after the other: each is around all before it. */
export const wrapped =
  (...wraps: readonly Wrap[]): Wrap =>
  (parts) =>
    wraps.reduce((inner, wrap) => wrap(inner), parts);

/** A request waits before it is taken up, the operator for its answer, and a switch between its halves. */
const pausing =
  (chance: Chance): Wrap =>
  (parts) => ({
    ...parts,
    pause: (before) => {
      const ms = chance.one(2) ? 0 : chance.ms(before === 'frame' ? PAUSE_MS : MESSAGE_MS);
      return ms === 0 ? undefined : new Promise((resolve) => parts.clock.after(ms, resolve));
    },
    onward: (half, go) => {
      if (chance.one(3)) parts.onward(half, go);
      else parts.clock.after(chance.ms(HALF_MS), () => parts.onward(half, go));
    },
  });

const shufflingRosters =
  (chance: Chance) =>
  (message: Message): Message =>
    message.kind === 'joined' ? { ...message, roster: chance.shuffled(message.roster) } : message;

/** A server that draws at random among all that the specification allows. */
export function everyFreedom(seed: number): Pick<Alteration, 'wrap'> & { readonly setup: Setup } {
  const chance = chanceOf(seed);
  const roomOrder = chance.one(2);
  const setup: Setup = {
    roomOrder,
    config: {
      keepsAcknowledged: chance.one(2),
      ...(chance.one(4) ? { replace: false } : {}),
      ...(chance.one(4) ? { announcesEach: true } : {}),
      ...(chance.one(4) ? { resumeWindowMs: 0 } : {}),
      ...(chance.one(8) ? { extendedCodes: false } : {}),
    },
  };
  const wrap = wrapped(
    rewording(shufflingRosters(chance)),
    holdingNews(chance, { heldMs: HELD_MS, shuffles: true, roomOrder, dropsSettled: true }),
    losingLate(() => chance.ms(NOTICE_MS)),
    noticingLate(() => chance.ms(NOTICE_MS)),
    endingLate(chance, END_MS),
    pausing(chance),
    withOutboxes(chance, { messageMs: MESSAGE_MS, closeMs: CLOSE_MS, drops: true }),
    countingLate,
    (parts) => ({ ...parts, drains: () => chance.one(2) }),
    (parts) => ({ ...parts, words: (code) => (chance.one(2) ? '' : `Ende (${code}) – 再见`) }),
  );
  return { wrap, setup };
}
