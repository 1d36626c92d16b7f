import type { Member } from '../../exchange/observation.js';
import { differ } from '../accusations.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { bound, missedBy } from '../timeline/connections.js';
import { arrivedBy, knows, provenAt, surelyBefore, together } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

const never = Number.POSITIVE_INFINITY;

/** `join.roster` and `join.announced`, for every two who were in the same room. */
export const newcomers = invariant({
  clauses: ['join.roster', 'join.announced', 'session.shared', 'repeat.answered', 'resume.missed'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const room of timeline.rooms.values())
      for (const newcomer of room.participations)
        for (const other of room.participations)
          if (other !== newcomer && other.joined) pair(timeline, sheet, newcomer, other);
    for (const participation of timeline.participations) members(timeline, sheet, participation);
  },
});

function pair(timeline: Timeline, sheet: Sheet, newcomer: SeenParticipation, other: SeenParticipation): void {
  const before = surelyBefore(other, newcomer);
  const listed = newcomer.roster.has(other.id);
  if (before || listed) {
    if (newcomer.joined) sheet.held('join.roster');
    sheet.held('join.announced');
  }
  if (newcomer.joined) roster(sheet, newcomer, other, { before, listed });
  if (other.arrivals.has(newcomer.id) || other.session !== newcomer.session) return;
  if (listed && other.roster.has(newcomer.id)) return;
  const meets = before || listed || (!other.roster.has(newcomer.id) && notLater(newcomer, other));
  if (meets) unannounced(timeline, sheet, newcomer, other);
}

/** Both are surely present at some time, and nothing shows that `other` came after: one of the two must know of it. */
const notLater = (newcomer: SeenParticipation, other: SeenParticipation): boolean =>
  newcomer.joined !== undefined && other.causes.asked < newcomer.causes.asked && together(newcomer, other);

function roster(
  sheet: Sheet,
  newcomer: SeenParticipation,
  other: SeenParticipation,
  { before, listed }: { readonly before: boolean; readonly listed: boolean },
): void {
  const { joined, causes } = newcomer;
  if (!joined) return;
  const seen = `the roster of ${newcomer.id} ${listed ? 'with' : 'without'} it`;
  if (before && !listed) {
    if (other.session !== newcomer.session) differ(sheet, newcomer, other);
    else
      wrongRoster(sheet, newcomer, {
        index: joined.index,
        allowed: `${other.id}, who is present, in the roster`,
        seen,
      });
  } else if (listed && other.causes.gone < causes.asked)
    wrongRoster(sheet, newcomer, { index: joined.index, allowed: `${other.id}, who is gone, not in the roster`, seen });
  else if (listed && other.roster.has(newcomer.id) && (other.joined?.index ?? 0) < joined.index)
    sheet.against(
      'join.roster',
      joined.index,
      `one of ${newcomer.id} and ${other.id} after the other`,
      'each in the roster of the other',
    );
  else if (
    !listed &&
    other.arrivals.has(newcomer.id) &&
    !other.roster.has(newcomer.id) &&
    other.causes.asked < arrivedBy(newcomer)
  )
    wrongRoster(sheet, newcomer, {
      index: joined.index,
      allowed: `${other.id}, who is told of the arrival, in the roster`,
      seen,
    });
}

/** To a repeated Join the roster is the one that it was first answered with. */
function wrongRoster(
  sheet: Sheet,
  { roomObject }: SeenParticipation,
  { index, allowed, seen }: { readonly index: number; readonly allowed: string; readonly seen: string },
): void {
  sheet.against('join.roster', index, allowed, seen);
  const repeated = roomObject?.attempts.some(({ kind, answer }) => kind === 'repeat' && answer?.index === index);
  if (repeated) sheet.against('repeat.answered', index, allowed, seen);
}

function unannounced(timeline: Timeline, sheet: Sheet, newcomer: SeenParticipation, other: SeenParticipation): void {
  if (!timeline.fenced) return;
  const allowed = `one ParticipantJoined for ${newcomer.id} to ${other.id}`;
  if (bound(other) && other.causes.gone === never) {
    const missed = missedBy(other, newcomer.causes.present);
    if (missed) sheet.missing(missed, timeline.end, allowed, 'none');
    sheet.missing('join.announced', timeline.end, allowed, 'none');
    return;
  }
  const proof = newcomer.joined && provenAt(other, newcomer.joined.index);
  if (proof === undefined) return;
  sheet.against('join.announced', proof, allowed, 'none, and nothing earlier is still to come');
}

/** Every single entry: who it is, and whether there can be such a one at all. */
function members(timeline: Timeline, sheet: Sheet, participation: SeenParticipation): void {
  const { joined } = participation;
  if (!joined) return;
  const listed = new Set<string>();
  for (const member of joined.seen.roster) {
    const id = member.participation;
    const wrong =
      id === participation.id || listed.has(id) ? 'once, and only others' : misplaced(timeline, participation, member);
    listed.add(id);
    const seen = `${messageWords(joined.seen)}, ${id} as ${memberWords(member)}`;
    if (wrong) sheet.against('join.roster', joined.index, `${id}: ${wrong}`, seen);
  }
  if (joined.seen.roster.length === 0) sheet.held('join.roster');
  for (const [id, { index, member }] of participation.arrivals) {
    const wrong = misdescribed(timeline, member);
    if (wrong) sheet.against('join.announced', index, `${id}: ${wrong}`, memberWords(member));
  }
}

/** A participation that is gone, or an earlier one of the same participant, is no other one that is present. */
function misplaced(timeline: Timeline, { participant, causes }: SeenParticipation, member: Member): string | undefined {
  if (member.participant === participant) return 'not in the roster of the same participant';
  const other = timeline.participation(member.participation);
  if (other && !other.joined && other.causes.gone < causes.asked) return 'not in the roster, for it is gone';
  return misdescribed(timeline, member);
}

/** Quoted: a name may differ from another by a blank at its end. */
const memberWords = ({ participant, role }: Pick<SeenParticipation, 'participant' | 'role'>): string =>
  `${JSON.stringify(participant)}, ${role}`;

function misdescribed(timeline: Timeline, { participation: id, participant, role }: Member): string | undefined {
  const participation = timeline.participation(id);
  if (!participation?.joined || (participation.participant === participant && participation.role === role))
    return undefined;
  return memberWords(participation);
}

/**
 * `join.announced`, one of them, and `join.no-past`: somebody who is in the roster, or came before, is not
 * announced.
 */
export const announcements = invariant({
  clauses: ['join.no-past', 'join.announced'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const observer of timeline.participations) {
      sheet.held('join.no-past', observer.joined?.seen.roster.length ?? 0);
      for (const { index, id } of observer.repeatedArrivals) {
        const clause = observer.roster.has(id) ? 'join.no-past' : 'join.announced';
        const allowed = observer.roster.has(id)
          ? `nothing of ${id}: it is in the roster`
          : `one ParticipantJoined for ${id}`;
        sheet.against(clause, index, allowed, `ParticipantJoined ${id} to ${observer.id}`);
      }
      for (const [id, { index }] of observer.arrivals) {
        sheet.held('join.no-past');
        const other = timeline.participation(id);
        if (observer.roster.has(id) || !other || other.room !== observer.room || other === observer) continue;
        if (other.causes.present < observer.causes.asked && arrivedBy(other) < observer.causes.asked)
          sheet.against(
            'join.no-past',
            index,
            `nothing of ${id}: it joined before ${observer.id}`,
            `ParticipantJoined ${id}`,
          );
      }
      for (const [id, index] of observer.departures) departureOfStranger(timeline, sheet, observer, { id, index });
    }
  },
});

/** Told of a departure, and never of an arrival: it was in the past, or the arrival is missing. */
function departureOfStranger(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  { id, index }: { readonly id: string; readonly index: number },
): void {
  sheet.held('join.no-past');
  const other = timeline.participation(id);
  if (!other || other === observer || other.room !== observer.room) return;
  if (other.causes.gone < observer.causes.asked && !observer.arrivals.has(id)) {
    const allowed = `nothing of ${id}: it was gone before ${observer.id} joined`;
    sheet.against('join.no-past', index, allowed, `ParticipantLeft ${id}`);
  } else if (!knows(observer, id) && other.causes.asked < never) {
    const later = !other.joined || other.roster.has(observer.id) || other.causes.asked > arrivedBy(observer);
    const clause = later ? 'join.announced' : 'join.no-past';
    const allowed = later ? `ParticipantJoined ${id} before` : `nothing of ${id}: it is not in the roster`;
    sheet.against(clause, index, allowed, `ParticipantLeft ${id}`);
  }
}
