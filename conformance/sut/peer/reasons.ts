/** What the peer writes into a reason, and the close codes that go with it. */
import { close, reason, wsClose } from '../../../gen/codes.js';
import { reasons } from '../../exchange/codec.js';
import type { Code, Wording } from '../../exchange/words.js';
import type { SpokenReason } from '../../link/server-codec.js';

const sentences = new Map(reasons().map(({ code, message }) => [code, message] as const));
/** The code whose sentence stands in for a foreign one; the second stands in for the first itself. */
const FOREIGN = [reason.MANUAL_LEAVE_CALLED, reason.REMOVE_PEER] as const;

/** A close code that stands for a RoomLeft is so much more than its reason code. Clause `client.close-is-room-left`. */
const CLOSE_OFFSET = close.REMOVE_PEER - reason.REMOVE_PEER;

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

/** The reason code for which a close code stands; undefined where it stands for none. */
export const codeBehind = (closeCode: number): number | undefined =>
  (closeCode >= close.WEBSOCKET_DISCONNECTED && closeCode <= 4_199) || (closeCode >= 4_500 && closeCode <= 4_999)
    ? closeCode - CLOSE_OFFSET
    : undefined;

/** The code that closes a connection on which RoomLeft was said: 1000 where no close frame can bear the reason's code. */
export const closeCodeFor = (code: Code): number =>
  code !== 'absent' && codeBehind(code + CLOSE_OFFSET) !== undefined ? code + CLOSE_OFFSET : wsClose.NORMAL;
