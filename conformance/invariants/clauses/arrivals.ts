import type { Member } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { bound, missedBy } from '../timeline/connections.js';
import { arrivedBy, surelyBefore, together } from '../timeline/presence.js';
import { provenAt } from '../timeline/proofs.js';
import type { Stay, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';
import { differ } from './session.js';

const never = Number.POSITIVE_INFINITY;

/** `join.roster` and `join.announced`, for every two who were in the same room. */
export function newcomers(view: View, sheet: Sheet): void {
  for (const room of view.rooms.values())
    for (const newcomer of room.stays)
      for (const other of room.stays) if (other !== newcomer && other.joined) pair(view, sheet, newcomer, other);
  for (const stay of view.stays) members(view, sheet, stay);
}

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
    else wrongRoster(sheet, newcomer, joined.at, `${other.id}, who is present, in the roster`, seen);
  } else if (listed && other.causes.gone < causes.asked)
    wrongRoster(sheet, newcomer, joined.at, `${other.id}, who is gone, not in the roster`, seen);
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
    wrongRoster(sheet, newcomer, joined.at, `${other.id}, who is told of the arrival, in the roster`, seen);
}

/** To a repeated Join the roster is the one that it was first answered with. */
function wrongRoster(sheet: Sheet, { join }: Stay, at: number, allowed: string, seen: string): void {
  sheet.against('join.roster', at, allowed, seen);
  const repeated = join?.attempts.some(({ kind, answer }) => kind === 'repeat' && answer?.at === at);
  if (repeated) sheet.against('repeat.answered', at, allowed, seen);
}

function unannounced(view: View, sheet: Sheet, newcomer: Stay, other: Stay): void {
  if (!view.fenced) return;
  const allowed = `one ParticipantJoined for ${newcomer.id} to ${other.id}`;
  if (bound(other) && other.causes.gone === never) {
    const missed = missedBy(other, newcomer.causes.present);
    if (missed) sheet.missing(missed, view.end, allowed, 'none');
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
    const wrong = id === stay.id || listed.has(id) ? 'once, and only others' : misplaced(view, stay, member);
    listed.add(id);
    if (wrong) sheet.against('join.roster', joined.at, `${id}: ${wrong}`, messageWords(joined.seen));
  }
  if (joined.seen.roster.length === 0) sheet.held('join.roster');
  for (const [id, { at, member }] of stay.arrivals) {
    const wrong = misdescribed(view, member);
    if (wrong) sheet.against('join.announced', at, `${id}: ${wrong}`, `${member.participant}, ${member.role}`);
  }
}

/** Whoever is gone, and whoever was there as the same participant, is no other participation that is present. */
function misplaced(view: View, { participant, causes }: Stay, member: Member): string | undefined {
  if (member.participant === participant) return 'not in the roster of the same participant';
  const other = view.stay(member.participation);
  if (other && !other.joined && other.causes.gone < causes.asked) return 'not in the roster, for it is gone';
  return misdescribed(view, member);
}

function misdescribed(view: View, { participation, participant, role }: Member): string | undefined {
  const stay = view.stay(participation);
  if (!stay?.joined || (stay.participant === participant && stay.role === role)) return undefined;
  return `${stay.participant}, ${stay.role}`;
}
