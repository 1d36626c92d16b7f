/** Accusations about reasons that several invariants make. */
import type { ClauseId } from '../../../gen/clauses.js';
import { reason as reasonCode } from '../../../gen/codes.js';
import type { ToldReason } from '../../exchange/client.js';
import type { Sheet } from '../sheet.js';
import {
  codeOfMessage,
  isKnown,
  isSilent,
  messageOf,
  type SaidReason,
  sayReason,
  shown,
  typeOf,
} from './timeline/reason-list.js';
import type { SaidRoomLeft } from './timeline/said-room-lefts.js';

/**
 * What the application was told with the right code is held against every clause on reasons; `words` are those that
 * it may stand for.
 */
export function holdReason(sheet: Sheet, at: number, reason: ToldReason, words: readonly SaidReason[]): void {
  const right = words.filter((word) => shown(word).code === reason.code);
  const [word] = right;
  if (!word) return;
  for (const clause of clausesOf(word)) sheet.held(clause);
  if (right.every((one) => shown(one).type !== reason.type))
    sheet.against(typeClause(word, reason), at, shown(word).type, sayReason(reason));
  if (right.every((one) => shown(one).source !== reason.source))
    sheet.against('reason.source', at, `the source ${shown(word).source}`, sayReason(reason));
  holdMessage(sheet, at, reason, right);
}

/** The clauses that a reason with this word is held against. */
function clausesOf(word: SaidReason): readonly ClauseId[] {
  if (isSilent(word)) return ['reason.absent', 'reason.source'];
  if (!isKnown(word)) return ['reason.unrecognised', 'reason.source'];
  return ['reason.by-code', 'reason.type', 'reason.source'];
}

/** A wrong type is that of the sentence, or that of no sentence, or it is simply wrong. */
function typeClause(word: SaidReason, { type }: ToldReason): ClauseId {
  if (isSilent(word)) return 'reason.absent';
  if (!isKnown(word)) return 'reason.unrecognised';
  return isReadOff(word, type) ? 'reason.by-code' : 'reason.type';
}

function isReadOff({ code, text }: SaidReason, type: string | undefined): boolean {
  const other = codeOfMessage(text);
  if (other === code) return false;
  return other === undefined ? type === undefined || type === 'UNKNOWN' : type === typeOf(other);
}

/**
 * The message may be what came, what the list has, a translation, or none; but not one of these with something
 * added.
 */
function holdMessage(
  sheet: Sheet,
  at: number,
  { message = '', code = 0 }: ToldReason,
  words: readonly SaidReason[],
): void {
  // A client that shows none adds nothing to it.
  sheet.held('reason.message');
  if (message === '') return;
  const plain = [...words.map(({ text }) => text), messageOf(code)].filter((text) => text !== '');
  if (plain.includes(message)) return;
  const added = plain.find((text) => message.includes(text));
  if (added !== undefined) sheet.against('reason.message', at, `"${added}", a translation, or nothing`, `"${message}"`);
}

/** Why a code is none of those that the server said: the clause that is about it, or `otherwise`. */
export function codeClause(word: SaidReason, { code }: ToldReason, otherwise: ClauseId): ClauseId {
  if (isSilent(word)) return 'reason.absent';
  if (!isKnown(word)) return 'reason.unrecognised';
  return code !== undefined && code === codeOfMessage(word.text) ? 'reason.by-code' : otherwise;
}

/** The clause that speaks of a word of the server that was shown wrongly. */
export function wordClause(word: SaidRoomLeft, reason: ToldReason): ClauseId {
  if (word.order === undefined) return 'client.close-is-room-left';
  if (word.order !== 'next') return 'client.room-left-any-sequence';
  // An absent reason that is taken for a voluntary leave is what `reason.absent` is about.
  const concluded = isConclusion(reason) && !(reason.code === reasonCode.MANUAL_LEAVE_CALLED && isSilent(word));
  return concluded ? 'client.server-word' : codeClause(word, reason, 'client.server-word');
}

const isConclusion = ({ code = 0 }: ToldReason): boolean => conclusions.includes(code);

/** The codes that a client may give without a word of the server's. */
const conclusions: readonly number[] = [
  reasonCode.WEBSOCKET_DISCONNECTED,
  reasonCode.MANUAL_LEAVE_CALLED,
  reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED,
  reasonCode.JOIN_ROOM_FAILED,
  reasonCode.SWITCH_ROOM_FAILED,
];
