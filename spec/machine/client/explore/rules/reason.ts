/** Whose word a reason is, which one it is, and what the client does when it gives up. */
import { close, reason } from '../../../../../gen/codes.js';
import { demand } from '../../../search.js';
import type { ClientTransition } from '../world.js';
import { type ClientRule, isOn, only, roomLeftOf } from './seen.js';

/** The code that the server has just given, if it has: in RoomLeft, or by a close that the client did not begin. */
function wordIn({ before, event }: ClientTransition): number | null | undefined {
  const { connection } = before.ledger;
  if (!isOn(event, connection?.id) || connection?.phase === 'gone') return undefined;
  if (event.type === 'message' && event.message.kind === 'roomLeft') return event.message.reason?.code || null;
  if (event.type !== 'closed' || (connection?.phase === 'goodbye' && event.code === close.LEAVE)) return undefined;
  const code = event.code - 3_000;
  return (code >= reason.WEBSOCKET_DISCONNECTED && code < 1_200) || (code >= 1_500 && code < 2_000) ? code : undefined;
}

/**
 * The server's word counts, and not what the client was about to conclude; and nothing else is told as the server's.
 */
const serverWord: ClientRule = (transition) => {
  const { before, effects } = transition;
  const told = roomLeftOf(effects);
  const word = before.client.left ? undefined : wordIn(transition);
  if (word === undefined) {
    demand(told === undefined || told.reason.source === 'LOCAL', () => "a word of the server's that nobody has heard");
    return;
  }
  const expected = word === null ? { code: reason.UNKNOWN, source: 'LOCAL' } : { code: word, source: 'SERVER' };
  const given = told?.reason;
  demand(given?.code === expected.code && given.source === expected.source, () => `${word} is told as ${given?.code}`);
};

/** The table of `client.local-reason`, read off what has happened. */
function concluded({ scope, before, event }: ClientTransition): number {
  const { client, ledger } = before;
  const { type } = event;
  if (client.leaving || type === 'leave' || type === 'dispose' || type === 'unload') return reason.MANUAL_LEAVE_CALLED;
  if (!ledger.joined) return reason.JOIN_ROOM_FAILED;
  // A refusal that answers no request answers the Resume; what is unanswered by then was sent.
  if (client.unanswered.some(({ ask, sentOver }) => ask.kind === 'switchRoom' && sentOver > 0))
    return reason.SWITCH_ROOM_FAILED;
  return type === 'message' || scope.resumeWindowMs === 0
    ? reason.WEBSOCKET_DISCONNECTED
    : reason.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED;
}

const localReason: ClientRule = (transition) => {
  const told = roomLeftOf(transition.effects);
  if (told?.reason.source !== 'LOCAL' || wordIn(transition) === null) return;
  const expected = concluded(transition);
  demand(told.reason.code === expected, () => `${told.reason.code} is concluded, and not ${expected}`);
};

/** A client that gives up says goodbye over the connection that it has; one that takes it as lost does not. */
const goodbyes: ClientRule = (transition) => {
  const { before, event, effects, after } = transition;
  const closes = only(effects, 'close');
  const told = roomLeftOf(effects);
  if (told && wordIn(transition) === undefined) {
    const gone = isOn(event, before.ledger.connection?.id) && ['closed', 'failed'].includes(event.type);
    const has = before.ledger.connection !== null && before.ledger.connection.phase !== 'gone' && !gone;
    // A connection that is lost in the same moment, without resumption, is closed as lost: it is no longer there to be
    // closed again.
    const lost = closes.some(({ code }) => code === 3_000);
    demand(!has || lost || after.ledger.connection?.phase === 'goodbye', () => 'given up without a goodbye');
  }
  const leaves = after.client.leaving || told !== undefined;
  for (const { code } of closes) demand(code !== close.LEAVE || leaves, () => 'a goodbye of somebody who stays');
};

/** Rules about reasons, of a transition. */
export const reasonRules: readonly ClientRule[] = [serverWord, localReason, goodbyes];
