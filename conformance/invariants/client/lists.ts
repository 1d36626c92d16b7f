/** The client's list of the others, where it keeps one. */
import type { Sheet } from '../sheet.js';
import { isToldLeft } from './match.js';
import type { Told, View } from './view.js';

const others = ({ own }: View, list: readonly string[]): string[] => list.filter((id) => !own.has(id));

const sayList = (list: readonly string[]): string => (list.length === 0 ? 'nobody' : list.join(', '));

export function lists(view: View, sheet: Sheet): void {
  let before: readonly string[] | undefined;
  for (const told of view.told) {
    holdWithout(sheet, told);
    const list = told.list && others(view, told.list);
    if (list && isToldLeft(told)) takesOut(sheet, told.index, told.event.participation ?? '', list, before ?? list);
    if (list && (told.event.event === 'joined' || told.event.event === 'switched')) fromRoster(view, sheet, told, list);
    before = told.event.event === 'roomLeft' ? undefined : list;
  }
}

/** Whoever keeps no list shows nobody who is gone. */
function holdWithout(sheet: Sheet, { event, list }: Told): void {
  if (list) return;
  if (event.event === 'participantLeft') sheet.held('client.list');
  if (event.event === 'joined' || event.event === 'switched') sheet.held('client.list-from-joined');
}

function takesOut(sheet: Sheet, at: number, gone: string, list: readonly string[], before: readonly string[]): void {
  sheet.held('client.list');
  if (list.includes(gone)) sheet.against('client.list', at, `a list without ${gone}`, sayList(list));
  const dropped = before.filter((id) => id !== gone && !list.includes(id));
  if (dropped.length > 0)
    sheet.against('client.list', at, `a list that still has ${dropped.join(', ')}`, sayList(list));
}

/** The roster of the Joined that this tells of, and nobody else. */
function fromRoster(view: View, sheet: Sheet, told: Told, list: readonly string[]): void {
  const participation = 'participation' in told.event ? told.event.participation : '';
  const joined = view.said.findLast(
    ({ said, index }) =>
      index < told.index && said.message === 'joined' && (participation === '' || said.participation === participation),
  );
  if (!joined) return;
  sheet.held('client.list-from-joined');
  const roster = others(view, joined.said.roster ?? []);
  const same = roster.length === list.length && roster.every((id) => list.includes(id));
  if (!same) sheet.against('client.list-from-joined', told.index, `a list of ${sayList(roster)}`, sayList(list));
}
