import type { ClauseId } from '../../../gen/clauses.js';
import { reason as reasonCode, wsClose } from '../../../gen/codes.js';
import type { Malformed } from '../../exchange/words.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { mayHaveDeparted } from '../timeline/causes.js';
import { connectionOfParticipation, departs, dropped, replaced } from '../timeline/connections.js';
import type { SeenConnection, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

const rules: Readonly<Record<Malformed, { readonly clause: ClauseId; readonly code: number }>> = {
  'wrong-type': { clause: 'frame.wrong-type', code: wsClose.UNSUPPORTED_DATA },
  undecodable: { clause: 'frame.undecodable', code: wsClose.INVALID_PAYLOAD },
  oversize: { clause: 'frame.oversize', code: wsClose.MESSAGE_TOO_BIG },
  'join-again': { clause: 'frame.join-again', code: wsClose.PROTOCOL_ERROR },
  'request-first': { clause: 'frame.first', code: wsClose.PROTOCOL_ERROR },
};

/**
 * `frame.wrong-type`, `frame.undecodable`, `frame.oversize`, `frame.join-again`, `frame.first`: the code of the
 * close.
 */
export const brokenFrames = invariant({
  clauses: [
    'frame.wrong-type',
    'frame.undecodable',
    'frame.oversize',
    'frame.join-again',
    'frame.first',
    'departure.tells-leaver',
  ],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const connection of timeline.connections) {
      const first = connection.losses[0];
      if (first?.how === 'malformed' && first.frame)
        broken(timeline, sheet, connection, { frame: first.frame, sent: first.index });
    }
  },
});

function broken(
  timeline: Timeline,
  sheet: Sheet,
  connection: SeenConnection,
  { frame, sent }: { readonly frame: Malformed; readonly sent: number },
): void {
  const { clause, code } = rules[frame];
  const { closed, losses, left } = connection;
  const roomObject = connection.carries?.roomObject;
  // What the frame is depends on whether the connection was bound when it arrived.
  if (frame === 'join-again' && !roomObject) return;
  if (frame === 'request-first' && connection.attempts.length > 0) return;
  const allowed = `${connection.name} closed with ${code}`;
  const surplus = connection.stray.find(({ seen, index }) => index > sent && answersFrame(frame, seen.kind));
  if (surplus) sheet.against(clause, surplus.index, allowed, messageWords(surplus.seen));
  // It may have departed before the frame arrived: then RoomLeft and its own close code came.
  if (left && !left.reason.includes(reasonCode.WEBSOCKET_DISCONNECTED)) return;
  // After the suite has gone as well, no close code is the server's word.
  if (losses.some(({ index }) => index > sent && index < (closed?.index ?? Number.POSITIVE_INFINITY))) return;
  if (closed) {
    if (closed.index < sent || (roomObject && replaced(roomObject, connection))) return;
    // It had departed before the frame arrived, and was closed for that; where is its RoomLeft?
    if (roomObject && !left && departs(closed.seen.code)) {
      const seen = messageWords(closed.seen);
      sheet.against('departure.tells-leaver', closed.index, `RoomLeft on ${connection.name}, or ${allowed}`, seen);
      return;
    }
    sheet.held(clause);
    if (closed.seen.code !== code) sheet.against(clause, closed.index, allowed, messageWords(closed.seen));
  } else if (timeline.fenced) {
    sheet.held(clause);
    sheet.missing(clause, timeline.end, allowed, 'it is still open');
  }
}

/** A Joined, where there is no second Join; any answer, where there was no first one. */
const answersFrame = (frame: Malformed, kind: string): boolean =>
  frame === 'request-first' ? kind !== 'invalid' : frame === 'join-again' && kind === 'joined';

/** `frame.contained`: nobody else's connection is closed over it. */
export const frameContained = invariant({
  clauses: ['frame.contained'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    const frames = timeline.connections.flatMap(({ losses }) => losses.filter(({ how }) => how === 'malformed'));
    const first = frames.reduce((least, { index }) => Math.min(least, index), Number.POSITIVE_INFINITY);
    sheet.held('frame.contained', frames.length);
    for (const participation of timeline.participations) {
      const closed = dropped(participation);
      if (closed === undefined || closed < first) continue;
      const code = connectionOfParticipation(participation)?.closed?.seen.code ?? 0;
      if (mayHaveDeparted(timeline, participation, closed) || departs(code)) continue;
      sheet.against(
        'frame.contained',
        closed,
        `${participation.id} undisturbed by the frame of somebody else`,
        messageWords({ kind: 'closed', code }),
      );
    }
  },
});
