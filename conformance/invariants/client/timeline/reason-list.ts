/**
 * The list of reason codes, as the registry has it, and what a client makes of what a server says. Clauses:
 * `reason.type`, `reason.absent`, `reason.unrecognised`.
 */
import { type ReasonInfo, reason as reasonCode, reasonInfo } from '../../../../gen/codes.js';
import type { ToldReason } from '../../../exchange/client.js';
import type { Code } from '../../../exchange/words.js';

const list: ReadonlyMap<number, ReasonInfo> = new Map(reasonInfo.map((one) => [one.code, one]));

/** What a server said of a departure. */
export interface SaidReason {
  readonly code: Code;
  /** The sentence that stood beside the code; empty for none. */
  readonly text: string;
}

/** Whether the server gave no reason, or the code 0. `reason.absent` */
export const isSilent = ({ code }: SaidReason): boolean => code === 'absent' || code === 0;

/** Whether the code is in the list. */
export const isKnown = ({ code }: SaidReason): boolean => typeof code === 'number' && list.has(code);

/** What the application must be shown of it. */
export function shown(word: SaidReason): { readonly type: string; readonly code: number; readonly source: string } {
  if (word.code === 'absent' || word.code === 0)
    return { type: typeOf(reasonCode.UNKNOWN), code: reasonCode.UNKNOWN, source: 'LOCAL' };
  return { type: typeOf(word.code), code: word.code, source: 'SERVER' };
}

/** Of a code that is not listed, UNKNOWN. */
export const typeOf = (code: number): string => list.get(code)?.name ?? 'UNKNOWN';

/** The sentence that the list has for a code; empty for one that is not listed. */
export const messageOf = (code: number): string => list.get(code)?.message ?? '';

/** The code whose sentence this is, if any. */
export const codeOfMessage = (message: string): number | undefined =>
  [...list].find(([, entry]) => entry.message === message)?.[0];

/** What the server said, in words. */
export const sayWord = (word: SaidReason): string => {
  const text = word.text === '' ? '' : ` "${word.text}"`;
  return `${word.code === 'absent' ? 'no reason' : word.code}${text}`;
};

/** What the application was told, in words. */
export const sayReason = (reason: ToldReason | undefined): string => {
  if (!reason) return 'no reason';
  const { type = 'no type', code = 'no code', source = 'no source' } = reason;
  return `{ ${type}, ${code}, ${source} }`;
};
