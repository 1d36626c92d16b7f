/** What the peer writes into a reason: the code that it is given, and some sentence beside it. */
import { reasons } from '../../exchange/codec.js';
import type { Code, Wording } from '../../exchange/index.js';
import type { SpokenReason } from '../../link/index.js';

const sentences = new Map(reasons().map(({ code, message }) => [code, message] as const));
/** Whose sentence stands in for a foreign one; the second for the first itself. */
const FOREIGN = [1101, 1002] as const;

/** The reason as it travels; none for an absent code. */
export function spoken(code: Code, wording: Wording): SpokenReason | undefined {
  if (code === 'absent') return undefined;
  switch (wording) {
    case 'own':
      return { code, text: sentences.get(code) ?? '' };
    case 'foreign':
      return { code, text: sentences.get(FOREIGN.find((other) => other !== code) ?? FOREIGN[0]) ?? '' };
    case 'none':
      return { code, text: '' };
  }
}

/** Close codes that stand for a RoomLeft: 3000 more than its code. Clause `client.close-is-room-left`. */
export const standsForRoomLeft = (close: number): boolean =>
  (close >= 4001 && close <= 4199) || (close >= 4500 && close <= 4999);

/** With what a connection is closed on which RoomLeft was said: 1000 where there is no code, or none that a close frame could bear. */
export function closeCode(code: Code): number {
  return code !== 'absent' && standsForRoomLeft(3_000 + code) ? 3_000 + code : 1_000;
}
