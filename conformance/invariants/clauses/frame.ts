import type { ClauseId } from '../../../gen/clauses.js';
import type { Malformed } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { departs, dropped, lineOfStay, mayHaveDeparted, replaced } from '../timeline/connections.js';
import type { Connection, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

const rules: Readonly<Record<Malformed, { readonly clause: ClauseId; readonly code: number }>> = {
  'wrong-type': { clause: 'frame.wrong-type', code: 1003 },
  undecodable: { clause: 'frame.undecodable', code: 1007 },
  oversize: { clause: 'frame.oversize', code: 1009 },
  'join-again': { clause: 'frame.join-again', code: 1002 },
  'request-first': { clause: 'frame.first', code: 1002 },
};

/** `frame.wrong-type`, `frame.undecodable`, `frame.oversize`, `frame.join-again`, `frame.first`: the code of the close. */
export function brokenFrames(view: View, sheet: Sheet): void {
  for (const connection of view.connections) {
    const first = connection.losses[0];
    if (first?.how === 'malformed' && first.frame) broken(view, sheet, connection, first.frame, first.at);
  }
}

function broken(view: View, sheet: Sheet, connection: Connection, frame: Malformed, sent: number): void {
  const { clause, code } = rules[frame];
  const { closed, losses, left } = connection;
  const join = connection.carries?.join;
  // What the frame is depends on whether the connection was bound when it arrived.
  if (frame === 'join-again' && !join) return;
  if (frame === 'request-first' && connection.attempts.length > 0) return;
  const allowed = `${connection.name} closed with ${code}`;
  const surplus = connection.stray.find(({ seen, at }) => at > sent && answersFrame(frame, seen.kind));
  if (surplus) sheet.against(clause, surplus.at, allowed, messageWords(surplus.seen));
  // It may have departed before the frame arrived: then RoomLeft and its own close code came.
  if (left && !left.reason.includes(1001)) return;
  // After the suite has gone as well, no close code is the server's word.
  if (losses.some(({ at }) => at > sent && at < (closed?.at ?? Number.POSITIVE_INFINITY))) return;
  if (closed) {
    if (closed.at < sent || (join && replaced(join, connection))) return;
    // It had departed before the frame arrived, and was closed for that; where is its RoomLeft?
    if (join && !left && departs(closed.seen.code)) {
      const seen = messageWords(closed.seen);
      sheet.against('departure.tells-leaver', closed.at, `RoomLeft on ${connection.name}, or ${allowed}`, seen);
      return;
    }
    sheet.held(clause);
    if (closed.seen.code !== code) sheet.against(clause, closed.at, allowed, messageWords(closed.seen));
  } else if (view.fenced) {
    sheet.held(clause);
    sheet.missing(clause, view.end, allowed, 'it is still open');
  }
}

/** A Joined, where there is no second Join; any answer, where there was no first one. */
const answersFrame = (frame: Malformed, kind: string): boolean =>
  frame === 'request-first' ? kind !== 'invalid' : frame === 'join-again' && kind === 'joined';

/** `frame.contained`: nobody else's connection is closed over it. */
export function frameContained(view: View, sheet: Sheet): void {
  const frames = view.connections.flatMap(({ losses }) => losses.filter(({ how }) => how === 'malformed'));
  const first = frames.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  sheet.held('frame.contained', frames.length);
  for (const stay of view.stays) {
    const closed = dropped(stay);
    if (closed === undefined || closed < first) continue;
    const code = lineOfStay(stay)?.closed?.seen.code ?? 0;
    if (mayHaveDeparted(view, stay) || departs(code)) continue;
    sheet.against(
      'frame.contained',
      closed,
      `${stay.id} undisturbed by the frame of somebody else`,
      messageWords({ kind: 'closed', code }),
    );
  }
}
