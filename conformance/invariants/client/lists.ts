/**
 * The client's list of the others, where it keeps one. It is held against what the server has said by then: a client may have taken up
 * more than it has told its application of.
 */
import type { Sheet } from '../sheet.js';
import { isAbout, isSaidLeft, isToldLeft } from './match.js';
import type { SaidAt, Told, ToldLeft, View } from './view.js';

const others = ({ own }: View, list: readonly string[]): string[] => list.filter((id) => !own.has(id));

const sayList = (list: readonly string[]): string => (list.length === 0 ? 'nobody' : list.join(', '));

export function lists(view: View, sheet: Sheet): void {
  let before: readonly string[] | undefined;
  for (const told of view.told) {
    holdWithout(sheet, told);
    const list = told.list && others(view, told.list);
    if (list && isToldLeft(told)) takesOut(view, sheet, { told, list, before });
    if (list && isToldLeft(told)) beganAnew(view, sheet, told, list);
    if (list && (told.event.event === 'joined' || told.event.event === 'switched')) fromRoster(view, sheet, told, list);
    before = told.event.event === 'roomLeft' ? undefined : list;
  }
}

interface Departing {
  readonly told: ToldLeft;
  readonly list: readonly string[];
  /** The list that was shown before that. */
  readonly before: readonly string[] | undefined;
}

/** Whoever keeps no list shows nobody who is gone. */
function holdWithout(sheet: Sheet, { event, list }: Told): void {
  if (event.event === 'participantLeft' && !list) {
    sheet.held('client.list');
    sheet.held('client.list-from-joined');
  }
  if ((event.event === 'joined' || event.event === 'switched') && !list) sheet.held('client.list-from-joined');
}

function takesOut(view: View, sheet: Sheet, { told, list, before }: Departing): void {
  const { index, event } = told;
  const gone = event.participation ?? '';
  sheet.held('client.list');
  if (list.includes(gone)) sheet.against('client.list', index, `a list without ${gone}`, sayList(list));
  if (!before || mayBeOver(view, list)) return;
  const newest = joinedOf(view).filter((one) => one.index < index);
  const present = presentSince(view, newest.slice(-1), index);
  const dropped = before.filter(
    (id) => id !== gone && !list.includes(id) && present.has(id) && !mayBeGone(view, id, index),
  );
  if (dropped.length > 0)
    sheet.against('client.list', index, `a list that still has ${dropped.join(', ')}`, sayList(list));
}

/** The server has said that it departed. */
const mayBeGone = ({ said }: View, id: string, before: number): boolean =>
  said.some((one) => one.index < before && isSaidLeft(one) && one.said.participation === id);

/** A client that is no longer in the room may show nobody, though it has something to tell yet. */
const mayBeOver = ({ left, leaving, unloading }: View, list: readonly string[]): boolean =>
  list.length === 0 && [left, leaving, unloading].some((over) => over !== undefined);

const joinedOf = ({ said }: View): SaidAt[] => said.filter((one) => one.said.message === 'joined');

const arrivedIn = ({ said }: View, from: number, to: number): string[] =>
  said.flatMap((one) =>
    one.index > from && one.index < to && one.said.message === 'participantJoined'
      ? (one.said.participation ?? [])
      : [],
  );

/** Everybody who may have been there at some time from the first of these Joined on. */
const presentSince = (view: View, joined: readonly SaidAt[], before: number): ReadonlySet<string> =>
  new Set([...joined.flatMap(({ said }) => said.roster ?? []), ...arrivedIn(view, joined[0]?.index ?? before, before)]);

/** The roster of the Joined that this tells of, and nobody else but those who have come or gone since. */
function fromRoster(view: View, sheet: Sheet, told: Told, list: readonly string[]): void {
  const participation = 'participation' in told.event ? told.event.participation : '';
  const joined = joinedOf(view).findLast(
    ({ said, index }) => index < told.index && (participation === '' || said.participation === participation),
  );
  if (!joined) return;
  sheet.held('client.list-from-joined');
  const roster = others(view, joined.said.roster ?? []);
  const later = arrivedIn(view, joined.index, told.index);
  const right =
    list.every((id) => roster.includes(id) || later.includes(id)) &&
    roster.every((id) => list.includes(id) || mayBeGone(view, id, told.index) || mayBeOver(view, list));
  if (!right) sheet.against('client.list-from-joined', told.index, `a list of ${sayList(roster)}`, sayList(list));
}

/** A departure that was said behind a Joined is told when that has been taken up: nobody from before it is in the list. */
function beganAnew(view: View, sheet: Sheet, told: ToldLeft, list: readonly string[]): void {
  const source = view.said.find((one) => isSaidLeft(one) && isAbout(told, one));
  const since = joinedOf(view).filter(({ index }) => index < told.index);
  const first = since.findLastIndex(({ index }) => index < (source?.index ?? 0));
  const from = since[first];
  if (!from) return;
  sheet.held('client.list-from-joined');
  const right = presentSince(view, since.slice(first), told.index);
  const wrong = list.filter((id) => !right.has(id));
  if (wrong.length > 0)
    sheet.against('client.list-from-joined', told.index, `a list without ${wrong.join(', ')}`, sayList(list));
}
