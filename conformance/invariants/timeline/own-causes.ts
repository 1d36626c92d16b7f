/** What a participant, its connection, another host or a newer Join may have done to end one stay alone. */
import { firstIndex } from '../../exchange/index.js';
import { type Cause, refused, unknown } from './causes.js';
import { dropped, lossesOf, lossesOfStay, mayHaveEnded, type PlacedLoss, readFrom } from './connections.js';
import { breaks, type Entry, type Join, type Loss, type Request, type Stay, type View } from './timeline.js';

/** Its own requests, closes and losses; for one that nobody was shown, those of every way in that may have been its own. */
export function ownCauses(view: View, stay: Stay, entries: readonly Entry[]): Cause[] {
  const causes: Cause[] = [];
  for (const entry of entries) {
    const { join } = entry;
    for (const request of join.requests) {
      const cause = isFor(request, stay, entry) ? asked(request) : undefined;
      if (cause) causes.push(cause);
    }
    const losses = stay.entry ? lossesOfStay(stay) : unknown(entry) ? lossesOf(join) : [];
    for (const loss of losses) causes.push(lost(view, join, loss));
    // A connection that the server drops is a lost one; when it dropped it nobody was shown.
    if (stay.joined ? dropped(stay) !== undefined : droppedUnseen(join)) causes.push({ kind: 'lost', at: entry.at });
  }
  return causes;
}

/** Behind a SwitchRoom without an answer it may be for the one participation or for the other. */
const isFor = (request: Request, stay: Stay, entry: Entry): boolean =>
  (request.stay === stay || (request.stay === undefined && request.at >= entry.at)) &&
  (stay.next === undefined || request.entry?.stay === stay.next);

function asked(request: Request): Cause | undefined {
  const { at, kind, mode, answer, entry } = request;
  if (refused(request) || (!answer && !mayHaveEnded(request))) return undefined;
  if (kind === 'leave') return { kind, at, request };
  if (kind === 'mode' && mode === 'viewer') return { kind: 'viewer', at, request };
  return kind === 'switch' && !entry?.forestalled ? { kind, at, request } : undefined;
}

const droppedUnseen = ({ attempts }: Join): boolean =>
  attempts.every(({ connection }) => connection.closed && connection.losses.length === 0);

/** At the very edge two clocks need not agree. */
export const edge = 0.95;

/** A loss ends a stay when the resume window is over, a goodbye at once. */
function lost(view: View, join: Join, loss: PlacedLoss): Cause {
  const { at, how } = loss;
  if (how === 'goodbye') return { kind: 'goodbye', at, how };
  // What a server has forgotten may have departed with it.
  if (how === 'restart') return { kind: 'lost', at, how };
  const waitMs = waitOf(view, join, loss);
  return { kind: 'lost', how, at: waitMs > 0 && view.timed ? firstAfter(view, loss.heard ?? at, waitMs * edge) : at };
}

/** How long a loss takes until it is a departure: the window, and before it the time that nobody is missed. */
export const waitOf = (view: View, join: Join, { how }: Loss): number =>
  windowOf(view, join) + (how === 'silence' ? timeoutOf(join) : 0);

/** How long a connection may be silent, as announced; 0 for ever. */
export const timeoutOf = ({ stays }: Join): number => stays[0]?.joined?.seen.heartbeatTimeoutMs ?? 0;

/** The announced resume window. */
export const windowOf = ({ history }: View, { stays }: Join): number =>
  stays[0]?.joined?.seen.resumeWindowMs ?? history.profile.resumeWindowMs;

/** The last record that is not yet so much later: what is behind it may be its doing. */
function firstAfter({ history: { records } }: View, from: number, ms: number): number {
  const due = (records[from]?.at ?? 0) + ms;
  return Math.max(from, firstIndex(from, records.length, (index) => (records[index]?.at ?? 0) >= due) - 1);
}

/** `remove.authority`, `remove.self`, `remove.unknown`: a host of the same session, and not oneself. */
export function mayRemove(view: View, request: Request, stay: Stay): boolean {
  const { join, stay: caller } = request;
  if (refused(request) || !view.has('remove') || join.seat.role !== 'host') return false;
  if (readFrom(request) === Number.POSITIVE_INFINITY) return false;
  if (caller === stay) return breaks(view, 'remove.self');
  if (caller) return caller.session === stay.session && caller.room === stay.room;
  return join.entries.some((entry) => entry.room === stay.room && entry.at <= request.at && !entry.refused);
}

/** With `replace` a newer join of the same participant ends the stay; whether this one is the newer is not known of all. */
export function replacements(view: View, stay: Stay): Cause[] {
  if (!view.has('replace')) return [];
  const entries = view.rooms.get(stay.room)?.entries ?? [];
  return entries
    .filter((entry) => entry !== stay.entry && !entry.refused && entry.join.seat.participant === stay.participant)
    .map((entry): Cause => ({ kind: 'replaced', at: entry.at, entry }));
}
