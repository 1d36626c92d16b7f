/**
 * What a server has to send on a connection and nobody has been shown yet, and in which orders the text lets it come.
 */

import type { ClauseId } from '../../gen/clauses.js';
import { close as closeCode, wsClose } from '../../gen/codes.js';
import type { Effect, Message, RoomObjectId } from '../../spec/machine/messages.js';

/** One message that is due. */
export interface Owed {
  readonly effect: Effect;
  /** Whose numbered messages it is one of; undefined for what has no number. */
  readonly roomObject: RoomObjectId | undefined;
  /**
   * It is nowhere in what its connection was shown: lost with the connection, dropped as the text allows, or still on
   * its way.
   */
  readonly unseen: boolean;
}

/**
 * What no request causes is outside of the fence: it may come before or after the answer to any request. Clause
 * `fence.effects-first`.
 */
const outside: ReadonlySet<ClauseId> = new Set([
  'connection.lost',
  'connection.goodbye',
  'reason.failure',
  'close.by-server',
]);

/** Whether the fence orders an effect. Clause `fence.effects-first`. */
export const isFenced = ({ clauses }: Effect): boolean => !clauses.some((clause) => outside.has(clause));

/** Whether a message is the answer to a numbered request, or refuses a Join or a Resume. */
export function isAnswer(effect: Effect): boolean {
  if (effect.kind === 'close') return false;
  const { message } = effect;
  return (
    message.kind === 'accepted' || message.kind === 'rejected' || (message.kind === 'roomLeft' && message.replyTo > 0)
  );
}

/** What is queued for a connection that its server closes with another code than RoomLeft's may be dropped. */
export const dropsTail = (code: number): boolean =>
  (code !== wsClose.NORMAL && code < 4_000) || code === closeCode.REPLACED;

/** What decides about orders beside the messages themselves. */
export interface OrderRules {
  /** All observers see all departures in one order. Clause `departure.room-order`. */
  readonly ordered: boolean;
  /** An answer may come ahead of news. */
  readonly unfenced: boolean;
  /** Whether a message has its number already, so that it is sent again. */
  readonly isNumbered: (owed: Owed) => boolean;
}

/** The clause by which a message must not come before one that was to be sent earlier; undefined: it may. */
export function whyBehind(one: Owed, earlier: Owed, rules: OrderRules): ClauseId | undefined {
  if (earlier.effect.kind === 'close') return 'departure.last';
  if (one.effect.kind === 'close') return dropsTail(one.effect.code) ? undefined : 'close.follows';
  const { message } = one.effect;
  const { message: before } = earlier.effect;
  if (before.kind === 'roomLeft') return 'departure.last';
  if (before.kind === 'joined') return 'sequence.dense';
  if (before.kind === 'resumed') return 'resume.missed';
  if (message.kind === 'roomLeft' && message.replyTo === 0 && isAnswer(earlier.effect)) return undefined;
  if (message.kind === 'roomLeft' || message.kind === 'joined' || message.kind === 'resumed')
    return isAnswer(earlier.effect) ? 'request.in-order' : 'departure.tells-others';
  return rules.isNumbered(earlier) ? 'resume.missed' : whyBehindOther(one, earlier, rules);
}

/**
 * The same among answers and news: of what happens to others only the fence, and one person's comings and goings, have
 * an order.
 */
function whyBehindOther(one: Owed, earlier: Owed, { ordered, unfenced }: OrderRules): ClauseId | undefined {
  if (isAnswer(one.effect)) {
    if (isAnswer(earlier.effect)) return 'request.in-order';
    return isFenced(earlier.effect) && !unfenced ? 'fence.effects-first' : undefined;
  }
  if (isAnswer(earlier.effect)) return undefined;
  if (subject(one.effect) === subject(earlier.effect)) return 'departure.one-order';
  return ordered && isDeparture(one.effect) && isDeparture(earlier.effect) ? 'departure.room-order' : undefined;
}

/** What `announces_each` asks for may come in any order. */
const isDeparture = (effect: Effect): boolean =>
  effect.kind === 'send' && effect.message.kind === 'participantLeft' && effect.clauses[0] !== 'announces.each';

/** Whom news is about. */
function subject(effect: Effect): string | undefined {
  if (effect.kind === 'close') return undefined;
  const { message } = effect;
  if (message.kind === 'participantJoined') return message.member.participant;
  return message.kind === 'participantLeft' ? message.participant : undefined;
}

/** What is owed to a connection, so that queues from which the same may follow look the same. */
export function owedKey(owed: readonly Owed[], ordered: boolean): string {
  const parts: string[] = [];
  let news: string[] = [];
  for (const { effect, unseen } of owed) {
    const word = `${unseen ? '?' : ''}${effect.kind === 'close' ? `x${effect.code}` : digest(effect.message)}${isFenced(effect) ? '' : '~'}`;
    const inOrder = effect.kind === 'close' || subject(effect) === undefined || (ordered && isDeparture(effect));
    if (!inOrder) news.push(word);
    else {
      parts.push(news.sort().join(), word);
      news = [];
    }
  }
  return [...parts, news.sort().join()].join(';');
}

/** A message in short. */
export function digest(message: Message): string {
  if (message.kind === 'participantJoined') return `+${message.member.participation}`;
  if (message.kind === 'participantLeft') return `-${message.participation}:${message.reason}`;
  return 'replyTo' in message ? `${message.kind}${message.replyTo}` : message.kind;
}
