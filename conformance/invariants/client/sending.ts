/** What a client sends, and over which connections. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { accessTokenOf } from '../../exchange/names.js';
import { invariant } from '../invariant.js';
import { firstOf } from './timeline/conclusions.js';
import type { ClientTimeline, HeardMessage, MessageAt, ServedConnection } from './timeline/timeline.js';

/** `client.token-address`: no secret stands in an address. */
export const addresses = invariant({
  clauses: ['client.token-address'],
  scope: 'history',
  clock: false,
  check({ connections, heard, said, calls }: ClientTimeline, sheet) {
    const secrets = [
      ...heard.flatMap((one) => one.heard.joinId ?? []),
      ...said.flatMap((one) => one.said.token ?? []),
      ...calls.flatMap(({ action }) => ('room' in action ? accessTokenOf(action.seat, action.room) : [])),
    ];
    const known = secrets.filter((secret) => secret !== '');
    for (const { heard: all } of connections)
      for (const { heard: one, index } of all) {
        if (one.message !== 'connect') continue;
        sheet.held('client.token-address');
        if (known.some((secret) => one.address.includes(encodeURIComponent(secret)) || one.address.includes(secret)))
          sheet.against('client.token-address', index, 'an address without secrets', one.address);
      }
  },
});

/** The peer chose no subprotocol: nothing may be said there. */
export const subprotocol = invariant({
  clauses: ['client.subprotocol'],
  scope: 'history',
  clock: false,
  check({ connections, peerActions }: ClientTimeline, sheet) {
    for (const connection of connections) {
      const manner = peerActions.findLast(
        ({ does, index }) => index < connection.opened.index && does.kind === 'answer' && does.demand === 'connect',
      )?.does;
      if (manner?.kind !== 'answer' || manner.answer.how !== 'without-subprotocol') continue;
      sheet.held('client.subprotocol');
      const spoken = connection.heard.find(({ heard }) => heard.message !== 'connect');
      if (spoken)
        sheet.against('client.subprotocol', spoken.index, 'nothing: no subprotocol was chosen', spoken.heard.message);
    }
  },
});

const isNumbered = ({ message }: HeardMessage): boolean => !['join', 'resume', 'ack'].includes(message);

/** 1, 2, 3 and so on; a number that has been used is the same request once more, on a later connection. */
export const numbers = invariant({
  clauses: ['client.numbers', 'client.sends-again'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const known = new Map<number, MessageAt>();
    for (const one of timeline.heard) {
      const { request, message } = one.heard;
      if (!isNumbered(one.heard)) {
        if (request !== 0)
          sheet.against('client.numbers', one.index, `${message} without a number`, `the number ${request}`);
        continue;
      }
      sheet.held('client.numbers');
      const before = known.get(request);
      if (before) {
        if (before.connection === one.connection && !isRefusedBetween(before, one))
          sheet.against('client.numbers', one.index, `the number ${known.size + 1}`, `${request}, a second time`);
        else if (!isSame(before.heard, one.heard))
          sheet.against(
            'client.sends-again',
            one.index,
            `request ${request} unchanged`,
            `it was ${before.heard.message}`,
          );
      } else if (request !== known.size + 1) {
        // What is left out after a loss may have been sent before it, and then had to be sent again.
        const lost = request > known.size + 1 && isReturn(timeline, one.connection);
        const clause = lost ? 'client.sends-again' : 'client.numbers';
        sheet.against(clause, one.index, `the number ${known.size + 1}`, `the number ${request}`);
      }
      if (!before) known.set(request, one);
    }
  },
});

/** What stands behind a Join that is refused is ignored, and sent again behind one that is not. */
const isRefusedBetween = ({ connection, index }: MessageAt, later: MessageAt): boolean =>
  connection.said.some(
    (one) => one.said.message === 'rejected' && one.said.replyTo === 0 && one.index > index && one.index < later.index,
  );

const isSame = (one: HeardMessage, other: HeardMessage): boolean =>
  one.message === other.message && one.target === other.target && one.room === other.room;

/** 128 bits in the widest alphabet that a text can be sure to carry: 6 bits a character. */
const SHORTEST = Math.floor(128 / 6);

/** `client.join-id`: a repeated Join has the join_id of the first one, of at least 128 random bits. */
export const joinIds = invariant({
  clauses: ['client.join-id'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const [first, ...again] = timeline.heard.filter((one) => one.heard.message === 'join');
    if (first && hasGivenUp(timeline)) {
      // A client that does not repeat its Join repeats it in no wrong way.
      sheet.held('client.join-id');
      sheet.held('client.waits-for-answer');
    }
    if (!first) return;
    const { joinId = '' } = first.heard;
    if (timeline.formerJoinIds.size > 0) sheet.held('client.join-id');
    if (timeline.formerJoinIds.has(joinId))
      sheet.against('client.join-id', first.index, 'a join_id of its own', 'that of a room object before it');
    if (again.length === 0) return;
    sheet.held('client.join-id', again.length);
    const other = again.find((one) => one.heard.joinId !== joinId);
    if (other) sheet.against('client.join-id', other.index, 'the join_id of the first Join', 'another one');
    else if (joinId.length < SHORTEST)
      sheet.against(
        'client.join-id',
        first.index,
        'a join_id of at least 128 random bits',
        `${joinId.length} characters`,
      );
  },
});

/** Its Join was lost, and it says that it could not join. */
const hasGivenUp = ({ left, said }: ClientTimeline): boolean =>
  left?.event.reason?.code === reasonCode.JOIN_ROOM_FAILED && !said.some((one) => one.said.message === 'joined');

/** Behind a Resume or a repeated Join nothing is said before the answer. */
export const waitsForAnswer = invariant({
  clauses: ['client.waits-for-answer'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const connection of timeline.connections) {
      if (!isReturn(timeline, connection)) continue;
      sheet.held('client.waits-for-answer');
      const [first, second] = connection.heard.filter(({ heard }) => heard.message !== 'connect');
      const answer = connection.said.find(({ said }) => said.message !== 'heartbeat');
      if (first && second && !(answer && answer.index < second.index))
        sheet.against(
          'client.waits-for-answer',
          second.index,
          `nothing behind ${first.heard.message} before its answer`,
          second.heard.message,
        );
    }
  },
});

function isReturn({ connections }: ClientTimeline, connection: ServedConnection): boolean {
  const first = firstOf(connection)?.message;
  if (first !== 'join') return first === 'resume';
  return connections.some(
    (other) => other.opened.index < connection.opened.index && firstOf(other)?.message === 'join',
  );
}

/** After a loss, each unanswered request that the server has not taken up, in order. */
export const sendsAgain = invariant({
  clauses: ['client.sends-again'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const connection of timeline.connections) {
      const back = connection.said.find(
        ({ said, order }) => said.message === 'resumed' || (said.message === 'joined' && order === 'next'),
      );
      if (!back || !isReturn(timeline, connection)) continue;
      const due = unansweredBefore(timeline, connection).filter(
        ({ heard }) => heard.request > (back.said.lastRequest ?? 0),
      );
      if (due.length === 0) continue;
      sheet.held('client.sends-again', due.length);
      const sent = connection.heard.flatMap(({ heard }) =>
        'request' in heard && isNumbered(heard) ? heard.request : [],
      );
      const again = sent.filter((request) => due.some(({ heard }) => heard.request === request));
      const numbersDue = due.map(({ heard }) => heard.request).sort((a, b) => a - b);
      if (again.some((request, place) => request !== numbersDue[place]))
        sheet.against(
          'client.sends-again',
          connection.heard.at(-1)?.index ?? timeline.end,
          numbersDue.join(', '),
          again.join(', '),
        );
      else if (again.length < numbersDue.length && isStillUp(timeline, connection))
        sheet.missing('client.sends-again', timeline.end, `request ${numbersDue[again.length]} again`, 'nothing');
    }
  },
});

const isStillUp = ({ left }: ClientTimeline, { closed }: ServedConnection): boolean =>
  closed === undefined && left === undefined;

function unansweredBefore({ heard, said }: ClientTimeline, connection: ServedConnection): MessageAt[] {
  const before = heard.filter((one) => one.index < connection.opened.index && isNumbered(one.heard));
  const newest = new Map(before.map((one) => [one.heard.request, one]));
  return [...newest.values()].filter(
    (one) =>
      !said.some((answer) => answer.said.replyTo === one.heard.request && answer.index < connection.opened.index),
  );
}
