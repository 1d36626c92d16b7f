import type { ClauseId } from '../../../gen/clauses.js';
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Candidates } from '../../exchange/words.js';
import { invariant } from '../invariant.js';
import { clauseOfLoss } from '../lost-for-good.js';
import type { Sheet } from '../sheet.js';
import { codeOf, wholeRoom } from '../timeline/causes.js';
import { bound, connectionOfParticipation, departs, dropped, missedBy } from '../timeline/connections.js';
import { provenAt, waits } from '../timeline/proofs.js';
import { endedBy } from '../timeline/session-ends.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

const never = Number.POSITIVE_INFINITY;

/**
 * `departure.tells-others`: everybody who was shown somebody as present is told when that one is gone.
 * Where a loss is all there is to say that somebody is gone, the clause of that loss speaks:
 * `connection.lost`, `connection.goodbye`, `connection.other-close`, `frame.contained`.
 */
export const tellsOthers = invariant({
  clauses: [
    'departure.tells-others',
    'switch.announced',
    'resume.missed',
    'repeat.answered',
    'connection.lost',
    'connection.goodbye',
    'connection.other-close',
    'frame.contained',
  ],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly]) {
      sheet.held('departure.tells-others', participation.tellings.length);
      // Somebody who was told need not wait for the window's end to be told in time.
      const loss = clauseOfLoss(timeline, participation, participation.tellings.length > 0);
      if (loss) sheet.held(loss, participation.tellings.length);
    }
    if (!timeline.fenced) return;
    for (const observer of timeline.participations) {
      const participations = bound(observer) && served(observer) && observer.causes.gone === never;
      for (const id of observer.roster.keys()) untold(timeline, sheet, observer, { id, present: participations });
      for (const id of observer.arrivals.keys())
        if (!observer.roster.has(id)) untold(timeline, sheet, observer, { id, present: participations });
    }
  },
});

function untold(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  { id, present }: { readonly id: string; readonly present: boolean },
): void {
  const leaver = timeline.participation(id);
  if (!leaver || leaver === observer || leaver.room !== observer.room || observer.departures.has(id)) return;
  if (!present) {
    const proof =
      (leaver.joined && provenAt(observer, leaver.causes.settled)) ?? outlivedBy(timeline, leaver, observer);
    if (proof === undefined) return;
    sheet.held('departure.tells-others');
    for (const clause of clausesOf(leaver, observer))
      sheet.against(clause, proof, one(id, observer), 'none, and nothing earlier is still to come');
    return;
  }
  const gone = leaver.causes.gone < never && endedBy(timeline, leaver) === never;
  const loss = gone ? undefined : clauseOfLoss(timeline, leaver);
  const seen = gone ? 'none' : 'none, though its connection is gone';
  for (const clause of gone ? clausesOf(leaver, observer) : loss ? [loss] : []) {
    sheet.held(clause);
    sheet.missing(clause, timeline.end, one(id, observer), seen);
  }
}

/**
 * Where the observer was shown out by the end of a session that the leaver had left before, on a connection that the
 * suite has done nothing to.
 */
function outlivedBy(timeline: Timeline, leaver: SeenParticipation, observer: SeenParticipation): number | undefined {
  const { session, left, roomObject } = observer;
  if (leaver.session !== session || timeline.restarts.length > 0) return undefined;
  const [attempt, ...more] = roomObject?.attempts ?? [];
  if (!left || left.attempt || !attempt || more.length > 0 || attempt.connection.losses.length > 0) return undefined;
  const own = leaver.left?.reason ?? [];
  const outlived = own.length === 1 && own.every((code) => !wholeRoom.includes(code)) && isEnd(left.reason);
  return outlived ? left.index : undefined;
}

const isEnd = (reason: Candidates): boolean => reason.length === 1 && reason.every((code) => wholeRoom.includes(code));

/** What else is broken by it: a switch is not announced, or somebody who has come back was not told what it missed. */
function clausesOf(leaver: SeenParticipation, observer: SeenParticipation): ClauseId[] {
  const clauses: ClauseId[] = ['departure.tells-others'];
  if (leaver.next) clauses.push('switch.announced');
  const missed = missedBy(observer, leaver.causes.gone);
  if (missed) clauses.push(missed);
  return clauses;
}

/** Who waits for an answer at the end may have departed untold: `departure.tells-leaver`, `request.answered`. */
const served = ({ roomObject }: SeenParticipation): boolean =>
  roomObject?.requests.every((request) => !waits(request)) ?? false;

const one = (id: string, observer: SeenParticipation): string => `one ParticipantLeft for ${id} to ${observer.id}`;

/**
 * `departure.tells-leaver`: everybody who departs gets RoomLeft, unless its connection is lost.
 * The suite records every loss that it makes: a close that it did not begin is the server's doing.
 */
export const tellsLeaver = invariant({
  clauses: ['departure.tells-leaver'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      if (participation.left) sheet.held('departure.tells-leaver');
      if (participation.left || participation.next) continue;
      const carriedOn = carriedOnAt(participation);
      const closed = dropped(participation);
      if (carriedOn !== undefined) {
        sheet.held('departure.tells-leaver');
        const seen = 'its request carried out, after others were told that it is gone';
        sheet.against('departure.tells-leaver', carriedOn, `RoomLeft to ${participation.id} before it`, seen);
      } else if (closed !== undefined) closedUntold(timeline, sheet, participation, closed);
      else if (bound(participation)) openUntold(timeline, sheet, participation);
    }
  },
});

/**
 * Where a request was carried out that it sent after others had been told of its departure; a loss it need not have
 * been told of.
 */
function carriedOnAt(participation: SeenParticipation): number | undefined {
  const told = participation.tellings.filter(
    ({ reason }) => !reason.includes(reasonCode.WEBSOCKET_DISCONNECTED) && !reason.includes(reasonCode.SWITCH_ROOM),
  );
  const [first] = told.map(({ index }) => index).sort((a, b) => a - b);
  return first === undefined ? undefined : provenAt(participation, first);
}

function closedUntold(timeline: Timeline, sheet: Sheet, participation: SeenParticipation, closed: number): void {
  const code = connectionOfParticipation(participation)?.closed?.seen.code ?? 0;
  const leaving =
    participation.roomObject?.requests.some((request) => isGoing(request.kind) && waits(request)) ?? false;
  const told = participation.tellings.some(({ reason }) => !reason.includes(codeOf(timeline, 'lost')));
  const removed = participation.causes.own.some(({ request, call }) => (request ?? call)?.answer?.kind === 'accepted');
  if (!leaving && !told && !removed && !departs(code)) return;
  sheet.held('departure.tells-leaver');
  sheet.against(
    'departure.tells-leaver',
    closed,
    `RoomLeft to ${participation.id}, then the close`,
    messageWords({ kind: 'closed', code }),
  );
}

const isGoing = (kind: string): boolean => kind === 'leave' || kind === 'end' || kind === 'mode';

function openUntold(timeline: Timeline, sheet: Sheet, participation: SeenParticipation): void {
  const leave = participation.roomObject?.requests.find(
    (request) =>
      request.kind === 'leave' &&
      request.participation === participation &&
      waits(request) &&
      onLine(participation, request.sendings),
  );
  const told = participation.tellings.find(({ reason }) => !reason.includes(reasonCode.SWITCH_ROOM));
  const overdue = leave?.overdue ?? (told && unansweredSince(participation, told.index));
  if (!(leave || told) || (overdue === undefined && !timeline.fenced)) return;
  sheet.held('departure.tells-leaver');
  const seen = told ? 'none, though others were told that it is gone' : 'no answer to its Leave';
  sheet.missing('departure.tells-leaver', overdue ?? timeline.end, `RoomLeft to ${participation.id}`, seen);
}

/** Where an answer to it was due, behind the news of its departure: nobody who is taken for gone is answered. */
const unansweredSince = ({ roomObject }: SeenParticipation, told: number): number | undefined =>
  roomObject?.requests.find((request) => waits(request) && (request.overdue ?? 0) > told)?.overdue;

const onLine = (participation: SeenParticipation, sendings: readonly { readonly connection: unknown }[]): boolean =>
  sendings.some(({ connection }) => connection === connectionOfParticipation(participation));
