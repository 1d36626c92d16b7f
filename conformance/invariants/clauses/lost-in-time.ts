import { reason as reasonCode } from '../../../gen/codes.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { codeOf, tellingsOf } from '../timeline/causes.js';
import { carriedBy, replaced, taken } from '../timeline/connections.js';
import { dueAt, lastUntil, seesAtOnce, tooEarly, windowedLosses } from '../timeline/loss-times.js';
import { type Over, overAfter, overBy } from '../timeline/over-by.js';
import { earlierOf, isHeldAtEnd, knows, laterNews, provenAt } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline, ToldDeparture } from '../timeline/timeline.js';
import { timeAt } from '../timeline/windows.js';
import { messageWords, toldWords } from '../timeline/words.js';

/**
 * `connection.lost-in-time`: no departure by loss before the resume window's end, and none later than a second after
 * it.
 * The window cannot begin before the suite cut the connection, or before the silence was long enough.
 */
export const lostInTime = invariant({
  clauses: ['connection.lost-in-time'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations)
      for (const told of tellingsOf(participation)) {
        const early = tooEarly(timeline, participation, told);
        if (early === undefined) continue;
        sheet.held('connection.lost-in-time');
        const late = tooLate(timeline, participation, told);
        const against = (allowed: string, ms: number) =>
          sheet.against(
            'connection.lost-in-time',
            told.index,
            allowed,
            `${toldWords(participation, told)}, ${ms} ms after the loss`,
          );
        if (early >= 0) against(`no departure of ${participation.id} within the resume window`, early);
        else if (late !== undefined)
          against(`the departure of ${participation.id} within 1 s after the resume window`, late);
      }
  },
});

/**
 * The same where the second after the window was over too. Only where one loss is all that there was since it came, or came back, and its
 * observer saw everything at once.
 */
function tooLate(
  timeline: Timeline,
  participation: SeenParticipation,
  { observer, index }: ToldDeparture,
): number | undefined {
  const { roomObject } = participation;
  if (!roomObject || !observer || !roomObject.attempts.every(taken) || !seesAtOnce(observer)) return undefined;
  const [loss, ...others] = windowedLosses(timeline, participation, roomObject);
  if (!loss || others.length > 0) return undefined;
  const due = dueAt(timeline, roomObject, loss);
  const told = timeAt(timeline, index);
  return due !== undefined && told > due ? told - timeAt(timeline, loss.index) : undefined;
}

/** Whether the clock of the history says enough. What a test lacks behind a goodbye is missing at its end; a log may have no end. */
const isDated = ({ timed, restarts, recorded }: Timeline, clause: Over['clause']): boolean =>
  timed && restarts.length === 0 && (recorded || clause === 'connection.lost-in-time');

/**
 * Somebody who was lost, or who has closed its connection, is no ghost. An observer whose request was answered that it sent after the
 * time for it was over has been told by then.
 */
const untoldBy = (clause: Over['clause']) =>
  invariant({
    clauses: [clause],
    scope: 'history',
    clock: clause === 'connection.lost-in-time',
    check(timeline: Timeline, sheet) {
      if (!isDated(timeline, clause)) return;
      for (const participation of timeline.participations) {
        const over = overBy(timeline, participation);
        if (over?.clause !== clause || isGoneOtherwise(timeline, participation)) continue;
        const since = lastUntil(timeline, over.due);
        for (const observer of timeline.rooms.get(participation.room)?.participations ?? [])
          if (
            observer !== participation &&
            knows(observer, participation.id) &&
            goesOn(observer) &&
            !isHeldAtEnd(timeline, observer)
          )
            untold(timeline, sheet, { ...over, since, participation, observer });
      }
    },
  });

/** It was told to be gone for another cause, such as a removal while it was away: `departure.tells-others` speaks then. */
const isGoneOtherwise = (timeline: Timeline, { tellings }: SeenParticipation): boolean =>
  tellings.some(({ reason }) => !reason.some((code) => byItself.some((kind) => code === codeOf(timeline, kind))));

const byItself = ['lost', 'goodbye'] as const;

/** `connection.lost-in-time`: nobody who was lost is a ghost. */
export const lostUntold = untoldBy('connection.lost-in-time');
/** `connection.goodbye`: nobody who has said goodbye is one. */
export const goodbyeUntold = untoldBy('connection.goodbye');

interface Untold extends Over {
  readonly since: number;
  readonly participation: SeenParticipation;
  readonly observer: SeenParticipation;
}

function untold(timeline: Timeline, sheet: Sheet, of: Untold): void {
  const { clause, allowed, since, participation, observer } = of;
  const { id } = participation;
  const told = observer.departures.get(id);
  const answered = provenAt(observer, since);
  const isInTime = told !== undefined && told <= since;
  const proof = isInTime ? answered : earlierOf(answered, laterNews(timeline, observer, since));
  if (proof === undefined) return;
  sheet.held(clause);
  if (told !== undefined && told < proof) return;
  const what = `one ParticipantLeft for ${id} to ${observer.id}, ${allowed}`;
  sheet.against(clause, proof, what, 'none, and nothing earlier is still to come');
}

/** One who has come back gets what it missed; a connection that stands still shows nothing. */
const goesOn = ({ roomObject }: SeenParticipation): boolean =>
  roomObject?.attempts.every((attempt) => taken(attempt) && !attempt.connection.froze) ?? false;

/** Nobody who must be over by now is shown to somebody who comes later. */
const listedBy = (clause: Over['clause']) =>
  invariant({
    clauses: [clause],
    scope: 'history',
    clock: clause === 'connection.lost-in-time',
    check(timeline: Timeline, sheet) {
      if (!isDated(timeline, clause)) return;
      for (const { id, joined, roster, causes } of timeline.participations)
        for (const listed of roster.keys()) {
          const other = timeline.participation(listed);
          const over = other && overBy(timeline, other);
          if (!joined || !other || over?.clause !== clause || overAfter(timeline, other) >= causes.asked) continue;
          const allowed = `${listed}, which was over ${over.allowed}, not in the roster of ${id}`;
          sheet.against(clause, joined.index, allowed, messageWords(joined.seen));
        }
    },
  });

/** `connection.lost-in-time`: nobody who was lost is in the list of a newcomer. */
export const lostListed = listedBy('connection.lost-in-time');
/** `connection.goodbye`: nobody who has said goodbye is. */
export const goodbyeListed = listedBy('connection.goodbye');

/** `resume.replaced-end`: where nothing was lost, and a connection was replaced, its end has made a loss. */
export const replacedEnds = invariant({
  clauses: ['resume.replaced-end'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const roomObject of timeline.roomObjects) {
      const connections = roomObject.attempts.map(({ connection }) => connection);
      const ends = connections.filter((one) => carriedBy(roomObject, one) && replaced(roomObject, one));
      sheet.held('resume.replaced-end', ends.length);
      const first = Math.min(...ends.map(({ closed }) => closed?.index ?? Number.POSITIVE_INFINITY));
      if (connections.some(({ losses, froze }) => losses.length > 0 || froze)) continue;
      for (const participation of roomObject.participations)
        for (const told of participation.causes.unfounded) {
          if (told.index < first || !told.reason.includes(reasonCode.WEBSOCKET_DISCONNECTED)) continue;
          const allowed = `${participation.id} stays: its connection was replaced, and not lost`;
          sheet.against('resume.replaced-end', told.index, allowed, toldWords(participation, told));
        }
    }
  },
});
