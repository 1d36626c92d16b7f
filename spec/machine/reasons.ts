/** In which form a reason goes out: on the wire, and as the code of the close behind it. */
import { reasonInfo, wsClose } from '../../gen/codes.js';
import type { Config } from './config.js';
import type { Reason } from './messages.js';

/**
 * What goes over the wire for a reason code: the code, or its core fallback. Clause `reason.fallback`.
 *
 * @example
 * sent(configOf({ extendedCodes: false }), reason.DUPLICATE_PARTICIPANT); // null: a departure without a reason
 */
export function sent(config: Config, code: number): Reason {
  if (config.extendedCodes) return code;
  return reasonInfo.find((one) => one.code === code)?.core ?? null;
}

/** A close code of this protocol is this much more than the reason code that it stands for. Clause `close.code`. */
export const ABOVE_REASON = 3_000;

/**
 * The code of the close behind a RoomLeft. Clause `close.code`.
 *
 * @example
 * closeCode(reason.REMOVE_PEER); // 4002
 */
export const closeCode = (given: Reason): number => (given === null ? wsClose.NORMAL : ABOVE_REASON + given);
