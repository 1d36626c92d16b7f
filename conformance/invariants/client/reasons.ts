/** Reasons as a client shows them: what the application was told of a departure, beside what the server said of it. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { ToldReason } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { isAbout, isSaidLeft, isToldLeft } from './match.js';
import type { View } from './view.js';
import { codeOfMessage, isKnown, isSilent, messageOf, sayReason, sayWord, shown, typeOf, type Word } from './words.js';

/** What the application was told with the right code is held against every clause on reasons; `words` are those that it may stand for. */
export function holdReason(sheet: Sheet, at: number, reason: ToldReason, words: readonly Word[]): void {
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
function clausesOf(word: Word): readonly ClauseId[] {
  if (isSilent(word)) return ['reason.absent', 'reason.source'];
  if (!isKnown(word)) return ['reason.unrecognised', 'reason.source'];
  return ['reason.by-code', 'reason.type', 'reason.source'];
}

/** A wrong type is that of the sentence, or that of no sentence, or it is simply wrong. */
function typeClause(word: Word, { type }: ToldReason): ClauseId {
  if (isSilent(word)) return 'reason.absent';
  if (!isKnown(word)) return 'reason.unrecognised';
  return isReadOff(word, type) ? 'reason.by-code' : 'reason.type';
}

function isReadOff({ code, text }: Word, type: string | undefined): boolean {
  const other = codeOfMessage(text);
  if (other === code) return false;
  return other === undefined ? type === undefined || type === 'UNKNOWN' : type === typeOf(other);
}

/** The message may be what came, what the list has, a translation, or none; but not one of these with something added. */
function holdMessage(sheet: Sheet, at: number, { message = '', code = 0 }: ToldReason, words: readonly Word[]): void {
  // A client that shows none adds nothing to it.
  sheet.held('reason.message');
  if (message === '') return;
  const plain = [...words.map(({ text }) => text), messageOf(code)].filter((text) => text !== '');
  if (plain.includes(message)) return;
  const added = plain.find((text) => message.includes(text));
  if (added !== undefined) sheet.against('reason.message', at, `"${added}", a translation, or nothing`, `"${message}"`);
}

/** Why a code is none of those that the server said: the clause that is about it, or `otherwise`. */
export function codeClause(word: Word, { code }: ToldReason, otherwise: ClauseId): ClauseId {
  if (isSilent(word)) return 'reason.absent';
  if (!isKnown(word)) return 'reason.unrecognised';
  return code !== undefined && code === codeOfMessage(word.text) ? 'reason.by-code' : otherwise;
}

export function departureReasons(view: View, sheet: Sheet): void {
  for (const told of view.told.filter(isToldLeft)) {
    const { reason } = told.event;
    const sources = view.said.filter(isSaidLeft).filter((one) => one.index < told.index && isAbout(told, one));
    const words = sources.map(({ said: { code = 'absent', text = '' } }): Word => ({ code, text }));
    const [word] = words;
    if (!word || !reason) continue;
    holdReason(sheet, told.index, reason, words);
    if (words.some((one) => shown(one).code === reason.code)) continue;
    const clause = codeClause(word, reason, 'client.participant-left-names');
    sheet.against(
      clause,
      told.index,
      sayReason(shown(word)),
      `${sayReason(reason)}, where the server said ${sayWord(word)}`,
    );
  }
}
