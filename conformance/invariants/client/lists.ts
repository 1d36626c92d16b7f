/**
 * The client's list of the others, where it keeps one. It is held against what the server has said by then: a client
 * may have taken up
 * more than it has told its application of.
 */
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { isAbout, isSaidLeft, isToldLeft } from './timeline/match.js';
import type { ClientTimeline, SaidAt, ToldAt, ToldLeft } from './timeline/timeline.js';

const others = ({ own }: ClientTimeline, list: readonly string[]): string[] => list.filter((id) => !own.has(id));

const sayList = (list: readonly string[]): string => (list.length === 0 ? 'nobody' : list.join(', '));

/** `client.list` and `client.list-from-joined`: whom the list of the others names. */
export const lists = invariant({
  clauses: ['client.list', 'client.list-from-joined'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    let before: readonly string[] | undefined;
    for (const told of timeline.told) {
      holdWithout(sheet, told);
      const list = told.list && others(timeline, told.list);
      if (list && isToldLeft(told)) takesOut(timeline, sheet, { told, list, before });
      if (list && isToldLeft(told)) beganAnew(timeline, sheet, told, list);
      if (list && (told.event.event === 'joined' || told.event.event === 'switched'))
        fromRoster(timeline, sheet, told, list);
      before = told.event.event === 'roomLeft' ? undefined : list;
    }
  },
});

interface Departing {
  readonly told: ToldLeft;
  readonly list: readonly string[];
  /** The list that was shown before that. */
  readonly before: readonly string[] | undefined;
}

/** A client that keeps no list shows nobody who is gone. */
function holdWithout(sheet: Sheet, { event, list }: ToldAt): void {
  if (event.event === 'participantLeft' && !list) {
    sheet.held('client.list');
    sheet.held('client.list-from-joined');
  }
  if ((event.event === 'joined' || event.event === 'switched') && !list) sheet.held('client.list-from-joined');
}

function takesOut(timeline: ClientTimeline, sheet: Sheet, { told, list, before }: Departing): void {
  const { index, event } = told;
  const gone = event.participation ?? '';
  sheet.held('client.list');
  if (list.includes(gone)) sheet.against('client.list', index, `a list without ${gone}`, sayList(list));
  if (!before || mayBeOver(timeline, list)) return;
  const newest = joinedOf(timeline).filter((one) => one.index < index);
  const present = presentSince(timeline, newest.slice(-1), index);
  const dropped = before.filter(
    (id) => id !== gone && !list.includes(id) && present.has(id) && !mayBeGone(timeline, id, index),
  );
  if (dropped.length > 0)
    sheet.against('client.list', index, `a list that still has ${dropped.join(', ')}`, sayList(list));
}

/** The server has said that it departed. */
const mayBeGone = ({ said }: ClientTimeline, id: string, before: number): boolean =>
  said.some((one) => one.index < before && isSaidLeft(one) && one.said.participation === id);

/** A client that is no longer in the room may show nobody, though it has something to tell yet. */
const mayBeOver = ({ left, leaving, unloading }: ClientTimeline, list: readonly string[]): boolean =>
  list.length === 0 && [left, leaving, unloading].some((over) => over !== undefined);

const joinedOf = ({ said }: ClientTimeline): SaidAt[] => said.filter((one) => one.said.message === 'joined');

const arrivedIn = ({ said }: ClientTimeline, from: number, to: number): string[] =>
  said.flatMap((one) =>
    one.index > from && one.index < to && one.said.message === 'participantJoined'
      ? (one.said.participation ?? [])
      : [],
  );

/** Everybody who may have been there at some time from the first of these Joined on. */
const presentSince = (timeline: ClientTimeline, joined: readonly SaidAt[], before: number): ReadonlySet<string> =>
  new Set([
    ...joined.flatMap(({ said }) => said.roster ?? []),
    ...arrivedIn(timeline, joined[0]?.index ?? before, before),
  ]);

/** The roster of the Joined that this tells of, and nobody else but those who have come or gone since. */
function fromRoster(timeline: ClientTimeline, sheet: Sheet, told: ToldAt, list: readonly string[]): void {
  const participation = 'participation' in told.event ? told.event.participation : '';
  const joined = joinedOf(timeline).findLast(
    ({ said, index }) => index < told.index && (participation === '' || said.participation === participation),
  );
  if (!joined) return;
  sheet.held('client.list-from-joined');
  const roster = others(timeline, joined.said.roster ?? []);
  // The next room may have been taken up by the time at which this one is told.
  const since = joinedOf(timeline).filter(({ index }) => index >= joined.index && index < told.index);
  const right = since.some((one) => mayShow(timeline, one, { told, list }));
  if (!right) sheet.against('client.list-from-joined', told.index, `a list of ${sayList(roster)}`, sayList(list));
}

/** Whether the list may be that of the room of this Joined. */
function mayShow(timeline: ClientTimeline, joined: SaidAt, { told, list }: Shown): boolean {
  const roster = others(timeline, joined.said.roster ?? []);
  const later = arrivedIn(timeline, joined.index, told.index);
  return (
    list.every((id) => roster.includes(id) || later.includes(id)) &&
    roster.every((id) => list.includes(id) || mayBeGone(timeline, id, told.index) || mayBeOver(timeline, list))
  );
}

interface Shown {
  readonly told: ToldAt;
  readonly list: readonly string[];
}

/**
 * A departure that was said behind a Joined is told when that has been taken up: nobody from before it is in the
 * list.
 */
function beganAnew(timeline: ClientTimeline, sheet: Sheet, told: ToldLeft, list: readonly string[]): void {
  const source = timeline.said.find((one) => isSaidLeft(one) && isAbout(told, one));
  const since = joinedOf(timeline).filter(({ index }) => index < told.index);
  const first = since.findLastIndex(({ index }) => index < (source?.index ?? 0));
  const from = since[first];
  if (!from) return;
  sheet.held('client.list-from-joined');
  const right = presentSince(timeline, since.slice(first), told.index);
  const wrong = list.filter((id) => !right.has(id));
  if (wrong.length > 0)
    sheet.against('client.list-from-joined', told.index, `a list without ${wrong.join(', ')}`, sayList(list));
}
