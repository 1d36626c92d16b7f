import type { ClauseId } from '../../../gen/clauses.js';
import { wsClose } from '../../../gen/codes.js';
import { invariant } from '../invariant.js';
import { openEntries } from '../timeline/causes.js';
import { connectionOfParticipation, dropped } from '../timeline/connections.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';
import { messageWords, toldWords } from '../timeline/words.js';

/** What the close code blames, though no such frame was sent: the clause says for which alone it is. */
const framed: Readonly<Record<number, { readonly clause: ClauseId; readonly why: string }>> = {
  [wsClose.UNSUPPORTED_DATA]: { clause: 'frame.wrong-type', why: ': every frame was of the right type' },
  [wsClose.INVALID_PAYLOAD]: { clause: 'frame.undecodable', why: ': every frame can be decoded' },
  [wsClose.MESSAGE_TOO_BIG]: { clause: 'frame.oversize', why: ': no message was of more than 65,536 bytes' },
};

/**
 * `history.nothing-else`: what answers nothing, what cannot be read, what tells somebody of itself, a close for no
 * cause.
 */
export const nothingElse = invariant({
  clauses: ['history.nothing-else', 'frame.wrong-type', 'frame.undecodable', 'frame.oversize'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { stray, log, losses, attempts } of timeline.connections) {
      sheet.held('history.nothing-else', log.length);
      for (const { seen, index } of stray) {
        if (losses.some((loss) => loss.index < index)) continue;
        // A sign of life to somebody who waits for the end of a switch.
        if (seen.kind === 'heartbeat' && attempts.some((attempt) => attempt.index < index)) continue;
        sheet.against('history.nothing-else', index, 'nothing that no clause calls for', messageWords(seen));
      }
    }
    for (const participation of timeline.participations) {
      const told =
        participation.departures.get(participation.id) ?? participation.arrivals.get(participation.id)?.index;
      if (told !== undefined)
        sheet.against(
          'history.nothing-else',
          told,
          `nothing to ${participation.id} of itself`,
          'an arrival or a departure of its own',
        );
      const closed = dropped(participation);
      if (closed === undefined) continue;
      const code = connectionOfParticipation(participation)?.closed?.seen.code ?? 0;
      const { clause, why } = framed[code] ?? { clause: 'history.nothing-else', why: '' };
      sheet.against(
        clause,
        closed,
        `${participation.id} still connected${why}`,
        messageWords({ kind: 'closed', code }),
      );
    }
  },
});

/**
 * Joins that nobody can have made: `request.refused-changes-nothing`, `room.isolated`, and whatever else says how
 * they came to be.
 */
export const strangers = invariant({
  clauses: [
    'switch.first-reason',
    'request.refused-changes-nothing',
    'repeat.once',
    'room.isolated',
    'history.nothing-else',
  ],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const stranger of [...timeline.mentionedOnly, ...timeline.participations]) {
      const { participant, room, mentioned, entry } = stranger;
      if (entry && entry.index < mentioned) continue;
      if (!entry && openEntries(timeline, participant, room).some(({ index }) => index < mentioned)) continue;
      const made = timeline.entries.filter(
        (entry) => entry.roomObject.seat.participant === participant && entry.index < mentioned,
      );
      const told = stranger.tellings[0];
      const seen = told ? toldWords(stranger, told) : `${stranger.id} shown as present in ${room}`;
      const { clause, allowed } = explain(stranger, made);
      sheet.against(clause, mentioned, allowed, seen);
    }
  },
});

function explain({ id, participant, room }: SeenParticipation, made: readonly WayIn[]) {
  const here = made.filter((entry) => entry.room === room);
  const forestalled = here.find((entry) => entry.forestalled);
  const refused = here.find((entry) => entry.refused);
  const repeated = here.find(
    ({ participation, request, roomObject }) => participation && !request && roomObject.attempts.length > 1,
  );
  const elsewhere = made.find((entry) => !entry.refused && !entry.participation);
  if (forestalled)
    return {
      clause: 'switch.first-reason' as const,
      allowed: `nothing of ${participant}: another reason ended its stay before it could switch`,
    };
  if (refused)
    return {
      clause: 'request.refused-changes-nothing' as const,
      allowed: `nothing: ${refused.request ? 'the SwitchRoom' : 'the Join'} of ${refused.roomObject.seat.name} is refused`,
    };
  if (repeated) return { clause: 'repeat.once' as const, allowed: `no second participation for one Join` };
  if (elsewhere)
    return { clause: 'room.isolated' as const, allowed: `nothing of ${participant}, who joins ${elsewhere.room}` };
  return { clause: 'history.nothing-else' as const, allowed: `nothing of ${id}: nobody has joined as that` };
}
