/** What a client takes up, and what it must not stumble over. */
import type { Sheet } from '../sheet.js';
import { isTakenUp } from './match.js';
import type { SaidAt, View } from './view.js';

/** Arrivals are told once, too, where they are told at all. */
export function repeats(view: View, sheet: Sheet): void {
  for (const one of view.said.filter(({ order, said }) => order === 'repeat' && said.message !== 'roomLeft')) {
    const told = view.told.filter(({ event }) => isArrivalOf(event, one));
    if (told.length > 0 || one.said.message === 'participantJoined') sheet.held('client.repeats');
    const lawful = view.said.filter((other) => isSameArrival(other, one) && isTakenUp(other)).length;
    const surplus = told[lawful];
    if (surplus) sheet.against('client.repeats', surplus.index, 'nothing: its number has been', 'participantJoined');
  }
}

const isArrivalOf = (event: View['told'][number]['event'], { said }: SaidAt): boolean =>
  event.event === 'participantJoined' &&
  said.message === 'participantJoined' &&
  event.participation === said.participation;

const isSameArrival = ({ said }: SaidAt, { said: other }: SaidAt): boolean =>
  said.message === 'participantJoined' && said.participation === other.participation;

/** A server of a later revision: Joined has a feature that nobody knows. */
export function unknownFeature(view: View, sheet: Sheet): void {
  const later = view.deeds.find(({ deed }) => deed.kind === 'announce' && deed.announcement.later);
  const joined = view.said.find(({ said, index }) => said.message === 'joined' && index > (later?.index ?? view.end));
  if (!later || !joined || joined.heldBack) return;
  const told = view.told.find(({ event, index }) => event.event !== 'roomLeft' && index > joined.index);
  const failed = view.left && !view.leaving && view.left.event.reason?.code === 1103;
  const allowed = 'joined: the server has a feature that is not known';
  const { closed } = joined.line;
  const refused = closed?.by === 'client' && !(told && told.index < closed.index) && !mayGo(view, closed.index);
  if (told || failed || refused || view.waited) sheet.held('client.unknown-feature');
  if (refused) sheet.against('client.unknown-feature', closed.index, allowed, `a close with ${closed.code}`);
  if (failed) sheet.against('client.unknown-feature', view.left?.index ?? view.end, allowed, 'the Join has failed');
  else if (!told && view.waited && !view.leaving) sheet.missing('client.unknown-feature', view.end, allowed, 'nothing');
}

/** Its application, or the server, has ended it. */
const mayGo = ({ leaving, unloading, said }: View, before: number): boolean =>
  [leaving, unloading].some((call) => call !== undefined && call.index < before) ||
  said.some((one) => one.index < before && one.said.message === 'roomLeft');

/** Something unknown is no reason to close. */
export function unknownKind(view: View, sheet: Sheet): void {
  for (const { said, index, line, order } of view.said) {
    if (said.message !== 'unknown' || order === 'gap') continue;
    const { closed } = line;
    const next = line.said.find((one) => one.index > index && one.said.message !== 'unknown');
    if (next || closed) sheet.held('client.unknown-kind');
    // A client that leaves may close too, with 4101.
    const quiet =
      ((!view.leaving && !view.unloading) || (closed !== undefined && closed.code !== 4101)) &&
      line.said.every(
        (one) => one.order !== 'gap' && one.said.message !== 'roomLeft' && one.said.message !== 'garbage',
      );
    if (closed?.by === 'client' && closed.index > index && quiet && !line.frozen)
      sheet.against(
        'client.unknown-kind',
        closed.index,
        'nothing: the message is not known',
        `a close with ${closed.code}`,
      );
  }
}

/** Joined and switched tell of the room that it is in: a switch that succeeds or is refused ends nothing. */
export function switches(view: View, sheet: Sheet): void {
  const asked = view.heard.filter(({ heard }) => heard.message === 'switch');
  const answered = view.said.filter(
    ({ said }) =>
      (said.message === 'joined' || said.message === 'rejected') &&
      asked.some(({ heard }) => heard.request === said.replyTo),
  );
  const later = answered.filter((one) => [...view.said, ...view.heard].some(({ index }) => index > one.index));
  sheet.held('client.switch-fires-none', later.length);
}
