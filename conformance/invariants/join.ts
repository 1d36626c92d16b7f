import type { Member } from '../exchange/index.js';
import { openJoins } from './causes.js';
import { differ } from './session.js';
import type { Sheet } from './sheet.js';
import { bound, type Join, knows, provenAt, type Stay, type View } from './view.js';
import { messageWords, toldWords } from './words.js';

const never = Number.POSITIVE_INFINITY;

/** `join.roster` and `join.announced`, for every two who were in the same room. */
export function newcomers(view: View, sheet: Sheet): void {
  for (const room of view.rooms.values())
    for (const newcomer of room.stays)
      for (const other of room.stays) if (other !== newcomer && other.joined) pair(view, sheet, newcomer, other);
  for (const stay of view.stays) members(view, sheet, stay);
}

/** Whether `other` was surely there when `newcomer` joined. */
const surelyBefore = (other: Stay, newcomer: Stay): boolean =>
  other.causes.present < newcomer.causes.asked && other.causes.untouched > arrivedBy(newcomer);

const arrivedBy = ({ joined, causes }: Stay): number => joined?.at ?? causes.present;

const together = (stay: Stay, other: Stay): boolean =>
  Math.max(stay.causes.present, other.causes.present) < Math.min(stay.causes.untouched, other.causes.untouched);

function pair(view: View, sheet: Sheet, newcomer: Stay, other: Stay): void {
  const before = surelyBefore(other, newcomer);
  const listed = newcomer.roster.has(other.id);
  if (before || listed) {
    if (newcomer.joined) sheet.held('join.roster');
    sheet.held('join.announced');
  }
  if (newcomer.joined) roster(sheet, newcomer, other, before, listed);
  if (other.arrivals.has(newcomer.id) || other.session !== newcomer.session) return;
  if (listed && other.roster.has(newcomer.id)) return;
  const meets = before || listed || (!other.roster.has(newcomer.id) && notLater(newcomer, other));
  if (meets) unannounced(view, sheet, newcomer, other);
}

/** Both are surely present at some time, and nothing shows that `other` came after: one of the two must know of it. */
const notLater = (newcomer: Stay, other: Stay): boolean =>
  newcomer.joined !== undefined && other.causes.asked < newcomer.causes.asked && together(newcomer, other);

function roster(sheet: Sheet, newcomer: Stay, other: Stay, before: boolean, listed: boolean): void {
  const { joined, causes } = newcomer;
  if (!joined) return;
  const seen = `the roster of ${newcomer.id} ${listed ? 'with' : 'without'} it`;
  if (before && !listed) {
    if (other.session !== newcomer.session) differ(sheet, newcomer, other);
    else sheet.against('join.roster', joined.at, `${other.id}, who is present, in the roster`, seen);
  } else if (listed && other.causes.gone < causes.asked)
    sheet.against('join.roster', joined.at, `${other.id}, who is gone, not in the roster`, seen);
  else if (listed && other.roster.has(newcomer.id) && (other.joined?.at ?? 0) < joined.at)
    sheet.against(
      'join.roster',
      joined.at,
      `one of ${newcomer.id} and ${other.id} after the other`,
      'each in the roster of the other',
    );
  else if (
    !listed &&
    other.arrivals.has(newcomer.id) &&
    !other.roster.has(newcomer.id) &&
    other.causes.asked < arrivedBy(newcomer)
  )
    sheet.against('join.roster', joined.at, `${other.id}, who is told of the arrival, in the roster`, seen);
}

function unannounced(view: View, sheet: Sheet, newcomer: Stay, other: Stay): void {
  if (!view.fenced) return;
  const allowed = `one ParticipantJoined for ${newcomer.id} to ${other.id}`;
  if (bound(other) && other.causes.gone === never) {
    sheet.missing('join.announced', view.end, allowed, 'none');
    return;
  }
  const proof = newcomer.joined && provenAt(other, newcomer.joined.at);
  if (proof === undefined) return;
  sheet.against('join.announced', proof, allowed, 'none, and nothing earlier is still to come');
}

/** Every single entry: who it is, and whether there can be such a one at all. */
function members(view: View, sheet: Sheet, stay: Stay): void {
  const { joined } = stay;
  if (!joined) return;
  const listed = new Set<string>();
  for (const member of joined.seen.roster) {
    const id = member.participation;
    const wrong = id === stay.id || listed.has(id) ? 'once, and only others' : misdescribed(view, member);
    listed.add(id);
    if (wrong) sheet.against('join.roster', joined.at, `${id}: ${wrong}`, messageWords(joined.seen));
  }
  if (joined.seen.roster.length === 0) sheet.held('join.roster');
  for (const [id, { at, member }] of stay.arrivals) {
    const wrong = misdescribed(view, member);
    if (wrong) sheet.against('join.announced', at, `${id}: ${wrong}`, `${member.participant}, ${member.role}`);
  }
}

function misdescribed(view: View, { participation, participant, role }: Member): string | undefined {
  const stay = view.stay(participation);
  if (!stay?.joined || (stay.participant === participant && stay.role === role)) return undefined;
  return `${stay.participant}, ${stay.role}`;
}

/** `join.announced`, one of them, and `join.no-past`: whoever is in the roster, or came before, is not announced. */
export function announcements(view: View, sheet: Sheet): void {
  for (const observer of view.stays) {
    sheet.held('join.no-past', observer.joined?.seen.roster.length ?? 0);
    for (const { at, id } of observer.arrivedAgain) {
      const clause = observer.roster.has(id) ? 'join.no-past' : 'join.announced';
      const allowed = observer.roster.has(id)
        ? `nothing of ${id}: it is in the roster`
        : `one ParticipantJoined for ${id}`;
      sheet.against(clause, at, allowed, `ParticipantJoined{${id}} to ${observer.id}`);
    }
    for (const [id, { at }] of observer.arrivals) {
      sheet.held('join.no-past');
      const other = view.stay(id);
      if (observer.roster.has(id) || !other || other.room !== observer.room || other === observer) continue;
      if (other.causes.present < observer.causes.asked && arrivedBy(other) < observer.causes.asked)
        sheet.against(
          'join.no-past',
          at,
          `nothing of ${id}: it joined before ${observer.id}`,
          `ParticipantJoined{${id}}`,
        );
    }
    for (const [id, at] of observer.departures) departureOfStranger(view, sheet, observer, id, at);
  }
}

/** Told of a departure, and never of an arrival: it was in the past, or the arrival is missing. */
function departureOfStranger(view: View, sheet: Sheet, observer: Stay, id: string, at: number): void {
  sheet.held('join.no-past');
  const other = view.stay(id);
  if (!other || other === observer || other.room !== observer.room) return;
  if (other.causes.gone < observer.causes.asked && !observer.arrivals.has(id)) {
    const allowed = `nothing of ${id}: it was gone before ${observer.id} joined`;
    sheet.against('join.no-past', at, allowed, `ParticipantLeft{${id}}`);
  } else if (!knows(observer, id) && other.causes.asked < never) {
    const later = !other.joined || other.roster.has(observer.id) || other.causes.asked > arrivedBy(observer);
    const clause = later ? 'join.announced' : 'join.no-past';
    const allowed = later ? `ParticipantJoined{${id}} before` : `nothing of ${id}: it is not in the roster`;
    sheet.against(clause, at, allowed, `ParticipantLeft{${id}}`);
  }
}

/** `join.duplicate`: one participant has one stay at a time; and is refused for no other reason than that. */
export function joinDuplicate(view: View, sheet: Sheet): void {
  if (view.has('replace')) return;
  for (const { stays, joins } of view.rooms.values()) {
    for (const stay of stays)
      for (const other of stays)
        if (other !== stay && other.participant === stay.participant && stay.joined) twice(sheet, stay, other);
    for (const join of joins) if (join.refused) refusal(view, sheet, join, join.refused);
  }
}

function twice(sheet: Sheet, stay: Stay, other: Stay): void {
  const both = together(stay, other) && (other.joined?.at ?? 0) < (stay.joined?.at ?? 0);
  if (!stay.joined || !(surelyBefore(other, stay) || both)) return;
  sheet.held('join.duplicate');
  sheet.against(
    'join.duplicate',
    stay.joined.at,
    `Rejected{already_exists}: ${other.id} is present`,
    messageWords(stay.joined.seen),
  );
}

function refusal(view: View, sheet: Sheet, join: Join, refused: NonNullable<Join['refused']>): void {
  const { participant } = join.connection.seat;
  const stays = (view.rooms.get(join.room)?.stays ?? []).filter((stay) => stay.participant === participant);
  const present = stays.find(({ causes }) => causes.present < join.at && causes.untouched > refused.at);
  const seen = `Rejected{${refused.code}}`;
  if (present) {
    sheet.held('join.duplicate');
    if (refused.code === 'already_exists') return;
    sheet.against('join.duplicate', refused.at, `Rejected{already_exists}: ${present.id} is present`, seen);
    return;
  }
  if (refused.code !== 'already_exists') return;
  const possible = stays.some(({ causes }) => causes.asked < refused.at && causes.gone > join.at);
  const unseen = openJoins(view, participant, join.room).some(({ at }) => at < refused.at);
  sheet.held('join.duplicate');
  if (possible || unseen) return;
  sheet.against('join.duplicate', refused.at, `Joined: no stay of ${participant} is left in ${join.room}`, seen);
}

/** After this long a server may close a connection that carries nobody. */
const unboundMs = 9000;

/** `join.refused-unbound`: the connection stays open, and what was pipelined behind the Join gets no answer. */
export function refusedUnbound(view: View, sheet: Sheet): void {
  for (const { connection, refused } of view.joins) {
    if (!refused) continue;
    sheet.held('join.refused-unbound');
    sheet.held('request.refused-changes-nothing');
    const { closed, losses, joins, stay } = connection;
    const answer = connection.stray.find(({ at }) => at > refused.at && (!stay?.joined || at < stay.joined.at));
    if (answer) {
      const allowed = 'no answer: the refused Join has settled what was behind it';
      sheet.against('join.refused-unbound', answer.at, allowed, messageWords(answer.seen));
    }
    // A Join that was sent on the same connection before the refusal came could be one too many.
    const again = joins.some(({ at }, place) => place > 0 && at < refused.at);
    if (!closed || stay || again || losses.some(({ at }) => at < closed.at)) continue;
    const { records } = view.history;
    if ((records[closed.at]?.at ?? 0) - (records[refused.at]?.at ?? 0) > unboundMs) continue;
    const allowed = `${connection.name} open, so that it may Join again`;
    sheet.against('join.refused-unbound', closed.at, allowed, messageWords(closed.seen));
  }
}

/** Joins that nobody can have made. `request.refused-changes-nothing`, `room.isolated`, `history.nothing-else`. */
export function strangers(view: View, sheet: Sheet): void {
  for (const ghost of view.ghosts) {
    const { participant, room, mentioned } = ghost;
    const may = openJoins(view, participant, room).some(({ at }) => at < mentioned);
    if (may) continue;
    const made = view.joins.filter((join) => join.connection.seat.participant === participant && join.at < mentioned);
    const refused = made.find((join) => join.refused && join.room === room);
    const elsewhere = made.find((join) => !join.refused && !join.stay);
    const told = ghost.tellings[0];
    const seen = told ? toldWords(ghost, told) : `${ghost.id} shown as present in ${room}`;
    if (refused) {
      const allowed = `nothing: the Join of ${refused.connection.name} is refused`;
      sheet.against('request.refused-changes-nothing', mentioned, allowed, seen);
    } else if (elsewhere)
      sheet.against('room.isolated', mentioned, `nothing of ${participant}, who joins ${elsewhere.room}`, seen);
    else sheet.against('history.nothing-else', mentioned, `nothing of ${ghost.id}: nobody has joined as that`, seen);
  }
}
