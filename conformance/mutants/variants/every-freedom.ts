/**
 * The hardest right server that there is: for each message and each timer it draws at random among all that the text allows, and for each
 * seed what it declares.
 */
import type { Message } from '../../../spec/machine/index.js';
import type { Wrap } from '../../reference/index.js';
import { type Alteration, rewording, type Setup } from '../mutant.js';
import { type Dice, diceOf } from './dice.js';
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
  (dice: Dice): Wrap =>
  (parts) => ({
    ...parts,
    pause: (before) => {
      const ms = dice.one(2) ? 0 : dice.ms(before === 'frame' ? PAUSE_MS : MESSAGE_MS);
      return ms === 0 ? undefined : new Promise((resolve) => parts.clock.after(ms, resolve));
    },
    onward: (half, go) => {
      if (dice.one(3)) parts.onward(half, go);
      else parts.clock.after(dice.ms(HALF_MS), () => parts.onward(half, go));
    },
  });

const shufflingRosters =
  (dice: Dice) =>
  (message: Message): Message =>
    message.kind === 'joined' ? { ...message, roster: dice.shuffled(message.roster) } : message;

export function everyFreedom(seed: number): Pick<Alteration, 'wrap'> & { readonly setup: Setup } {
  const dice = diceOf(seed);
  const roomOrder = dice.one(2);
  const setup: Setup = {
    roomOrder,
    config: {
      keepsAcknowledged: dice.one(2),
      ...(dice.one(4) ? { replace: false } : {}),
      ...(dice.one(4) ? { announcesEach: true } : {}),
      ...(dice.one(4) ? { resumeWindowMs: 0 } : {}),
      ...(dice.one(8) ? { extendedCodes: false } : {}),
    },
  };
  const wrap = wrapped(
    rewording(shufflingRosters(dice)),
    holdingNews(dice, { heldMs: HELD_MS, shuffles: true, roomOrder, dropsSettled: true }),
    losingLate(() => dice.ms(NOTICE_MS)),
    noticingLate(() => dice.ms(NOTICE_MS)),
    endingLate(dice, END_MS),
    pausing(dice),
    withOutboxes(dice, { messageMs: MESSAGE_MS, closeMs: CLOSE_MS, drops: true }),
    countingLate,
    (parts) => ({ ...parts, drains: () => dice.one(2) }),
    (parts) => ({ ...parts, words: (code) => (dice.one(2) ? '' : `Ende (${code}) – 再见`) }),
  );
  return { wrap, setup };
}
