/** The reason of roomLeft: the server's word where there is one, and the client's own conclusion where there is none. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { ToldReason } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { conclusions, EARLY_MS, isRefusedResume, troubleBefore, troubleOf, windowAt } from './conclude.js';
import { codeClause, holdReason } from './reasons.js';
import type { DeedAt, Line, Order, SaidAt, ToldRoomLeft, View } from './view.js';
import { isSilent, sayReason, sayWord, shown, type Word } from './words.js';

/** A Leave is waited on for so long, in milliseconds. Clause `client.leave-waits`. */
export const PATIENCE_MS = 2_000;

/** RoomLeft, or a close that stands for it. */
export interface Verdict extends Word {
  readonly index: number;
  readonly at: number;
  readonly line: Line;
  /** Of RoomLeft; undefined for a close. */
  readonly order: Order | undefined;
  readonly heldBack: boolean;
  /** The request that it names, or 0. */
  readonly replyTo: number;
}

/** Clause `client.close-is-room-left`. */
export const standsForRoomLeft = (code: number): boolean =>
  (code >= 4001 && code <= 4199) || (code >= 4500 && code <= 4999);

/** All that a server said of the client's own departure. */
export function verdicts({ lines, said }: View): Verdict[] {
  const spoken = said.filter((one) => one.said.message === 'roomLeft').map(spokenOf);
  const closes = lines.flatMap((line): Verdict[] => {
    const { closed } = line;
    if (closed?.by !== 'server' || !standsForRoomLeft(closed.code)) return [];
    const { index, at, code } = closed;
    return [{ code: code - 3000, text: '', index, at, line, order: undefined, heldBack: line.frozen, replyTo: 0 }];
  });
  return [...spoken, ...closes].sort((a, b) => a.index - b.index);
}

/** A close frame of which only the sending is known may have come all the same, before its connection broke off. */
function closesOnTheirWay({ deeds, lines }: View): Verdict[] {
  return deeds.flatMap(({ deed, index, at }): Verdict[] => {
    const code = closeCodeOf(deed);
    const line = lines.findLast(({ opened }) => opened.index < index) ?? lines[0];
    if (code === undefined || !standsForRoomLeft(code) || !line) return [];
    return [{ code: code - 3000, text: '', index, at, line, order: undefined, heldBack: true, replyTo: 0 }];
  });
}

function closeCodeOf(deed: DeedAt['deed']): number | undefined {
  if (deed.kind === 'close') return deed.code;
  return deed.kind === 'answer' && deed.answer.how === 'close' ? deed.answer.code : undefined;
}

/** Whether the server may have said anything of the client's own departure before `index`. */
export const mayHaveBeenTold = (view: View, before: number): boolean =>
  [...verdicts(view), ...closesOnTheirWay(view)].some(({ index }) => index < before);

const spokenOf = ({ said: { code = 'absent', text = '', replyTo }, ...one }: SaidAt): Verdict => ({
  code,
  text,
  replyTo,
  index: one.index,
  at: one.at,
  line: one.line,
  order: one.order,
  heldBack: one.heldBack,
});

export function roomLeftReason(view: View, sheet: Sheet): void {
  const { left } = view;
  if (!left) return;
  const words = verdicts(view);
  const { reason = {} } = left.event;
  const own = conclusions(view, left);
  const right = [...words, ...closesOnTheirWay(view)].filter(
    (word) => shown(word).code === reason.code && isHeardOf(word, left),
  );
  const [word] = right;
  if (word && !isOwn(view, left, own, word)) {
    for (const clause of wordClauses(word)) sheet.held(clause);
    holdReason(sheet, left.index, reason, right);
    return;
  }
  const known = words.filter(
    ({ index, heldBack, line }) =>
      index < left.index && !heldBack && troubleOf(view, { ...line, closed: undefined }, index) === undefined,
  );
  const [first] = known;
  if (first && !mayBeOwn(view, left, own, first)) {
    for (const clause of wordClauses(first)) sheet.held(clause);
    sheet.against(
      wordClause(first, reason),
      left.index,
      `roomLeft ${sayReason(shown(first))}, by the server's word`,
      `roomLeft ${sayReason(reason)}, where the server said ${sayWord(first)}`,
    );
    return;
  }
  concluded(view, sheet, left, own);
}

/** A close frame is noted when the closing is over, which may be after its receiver has acted on it. */
const isHeardOf = ({ order, index }: Verdict, left: ToldRoomLeft): boolean => order === undefined || index < left.index;

/** What reads like the server's word, and may be the client's own all the same: marked as such, and with a cause. */
function isOwn(view: View, left: ToldRoomLeft, own: readonly number[], word: Verdict): boolean {
  const { reason = {} } = left.event;
  return reason.source === 'LOCAL' && shown(word).source !== 'LOCAL' && mayBeOwn(view, left, own, word);
}

/** The client may have concluded by itself before it received the word. */
function mayBeOwn(view: View, left: ToldRoomLeft, own: readonly number[], word: Verdict): boolean {
  const { reason = {} } = left.event;
  if (reason.source === 'SERVER' || reason.code === undefined || !own.includes(reason.code)) return false;
  if (left.at - word.at > view.slackMs) return false;
  return reason.code !== 1101 || mayGiveUpLeaving(view, left);
}

/** On a connection that works it waits for 2 s; where there is none, or the page goes away, it need not. */
function mayGiveUpLeaving(view: View, left: ToldRoomLeft): boolean {
  if (view.unloading) return true;
  const since = view.leaving?.at ?? left.at;
  if (left.at - since >= PATIENCE_MS - EARLY_MS) return true;
  return troubleBefore(view, left.index) !== undefined || !view.said.some(({ said }) => said.message === 'joined');
}

/** What a word of the server's is a test of. */
function wordClauses({ order }: Verdict): readonly ClauseId[] {
  if (order === undefined) return ['client.close-is-room-left', 'client.server-word'];
  return order === 'next' ? ['client.server-word'] : ['client.server-word', 'client.room-left-any-sequence'];
}

export function wordClause(word: Verdict, reason: ToldReason): ClauseId {
  if (word.order === undefined) return 'client.close-is-room-left';
  if (word.order !== 'next') return 'client.room-left-any-sequence';
  // An absent reason that is taken for a voluntary leave is what `reason.absent` is about.
  const concluded = isConclusion(reason) && !(reason.code === 1101 && isSilent(word));
  return concluded ? 'client.server-word' : codeClause(word, reason, 'client.server-word');
}

const isConclusion = ({ code = 0 }: ToldReason): boolean => [1001, 1101, 1102, 1103, 1104].includes(code);

function concluded(view: View, sheet: Sheet, left: ToldRoomLeft, own: readonly number[]): void {
  const { reason = {} } = left.event;
  if (own.length > 0) sheet.held('client.local-reason');
  holdOwnClose(view, sheet, own);
  holdOtherClose(view, sheet);
  if (reason.code !== undefined && own.includes(reason.code)) {
    sheet.held('reason.source');
    if (reason.source !== 'LOCAL') against(sheet, sourceClause(view, reason), left, own);
    return;
  }
  against(sheet, conclusionClause(view, left, own), left, own);
}

function against(
  sheet: Sheet,
  clause: ClauseId,
  { index, event: { reason } }: ToldRoomLeft,
  own: readonly number[],
): void {
  const allowed =
    own.length === 0
      ? 'no roomLeft: nothing has happened that would end it'
      : `roomLeft with ${own.join(' or ')}, LOCAL`;
  sheet.against(clause, index, allowed, `roomLeft ${sayReason(reason)}, without a word of the server's`);
}

/** The client closed with 4101 itself, and the far end has echoed it. */
const goodbyes = ({ lines }: View): number =>
  lines.filter(({ closed }) => closed?.by === 'client' && closed.code === 4101).length;

function holdOwnClose(view: View, sheet: Sheet, own: readonly number[]): void {
  if (own.includes(1101)) sheet.held('client.own-close', goodbyes(view));
}

const otherCloses = ({ lines }: View): number[] =>
  lines.flatMap(({ closed }) => (closed?.by === 'server' && !standsForRoomLeft(closed.code) ? [closed.code] : []));

function holdOtherClose(view: View, sheet: Sheet): void {
  sheet.held('client.other-close', otherCloses(view).length);
}

function sourceClause(view: View, { code = 0 }: ToldReason): ClauseId {
  if (code === 1101 && goodbyes(view) > 0) return 'client.own-close';
  return isOfClose(view, code) ? 'client.other-close' : 'reason.source';
}

/** A close code, or what it would stand for, taken as the server's word. */
const isOfClose = (view: View, code: number): boolean =>
  otherCloses(view).some((close) => close === code || close - 3000 === code);

function conclusionClause(view: View, left: ToldRoomLeft, own: readonly number[]): ClauseId {
  const { reason: { code = 0, source } = {} } = left.event;
  if (isOfClose(view, code) && source === 'SERVER') return 'client.other-close';
  if (code === 1102 && isEarly(view, left)) return 'client.resumes';
  if (own.length > 0) return 'client.local-reason';
  return unprovoked(view, left);
}

/** It gave up before the window was over, and nobody had refused it. */
function isEarly(view: View, left: ToldRoomLeft): boolean {
  const refused = view.said.some((one) => one.index < left.index && isRefusedResume(one));
  const since = troubleBefore(view, left.index);
  return !refused && since !== undefined && left.at - since < (windowAt(view, left.index) ?? 0) - EARLY_MS;
}

/** Nothing has happened that would end it: what has happened last is what the client has taken for an end. */
function unprovoked({ said, heard }: View, { index }: ToldRoomLeft): ClauseId {
  const before = said.filter((one) => one.index < index);
  const switched = heard.find((one) => one.heard.message === 'switch');
  if (switched && before.some((one) => one.said.replyTo === switched.heard.request)) return 'client.switch-fires-none';
  if (before.some((one) => one.said.message === 'rejected')) return 'client.refused-call';
  return before.some((one) => one.said.message === 'unknown') ? 'client.unknown-kind' : 'client.local-reason';
}
