/** What a client takes up, and what it must not stumble over. */
import { close as closeCode, reason as reasonCode } from '../../../gen/codes.js';
import { invariant } from '../invariant.js';
import { isTakenUp } from './timeline/match.js';
import type { ClientTimeline, SaidAt } from './timeline/timeline.js';

/** Arrivals are told once, too, where they are told at all. */
export const repeats = invariant({
  clauses: ['client.repeats'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const one of timeline.said.filter(({ order, said }) => order === 'repeat' && said.message !== 'roomLeft')) {
      const told = timeline.told.filter(({ event }) => isArrivalOf(event, one));
      if (told.length > 0 || one.said.message === 'participantJoined') sheet.held('client.repeats');
      const lawful = timeline.said.filter((other) => isSameArrival(other, one) && isTakenUp(other)).length;
      const surplus = told[lawful];
      if (surplus) sheet.against('client.repeats', surplus.index, 'nothing: its number has been', 'participantJoined');
    }
  },
});

const isArrivalOf = (event: ClientTimeline['told'][number]['event'], { said }: SaidAt): boolean =>
  event.event === 'participantJoined' &&
  said.message === 'participantJoined' &&
  event.participation === said.participation;

const isSameArrival = ({ said }: SaidAt, { said: other }: SaidAt): boolean =>
  said.message === 'participantJoined' && said.participation === other.participation;

/** A server of a later revision: Joined has a feature that nobody knows. */
export const unknownFeature = invariant({
  clauses: ['client.unknown-feature'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const later = timeline.peerActions.find(({ does }) => does.kind === 'announce' && does.announcement.later);
    const joined = timeline.said.find(
      ({ said, index }) => said.message === 'joined' && index > (later?.index ?? timeline.end),
    );
    if (!later || !joined || joined.heldBack) return;
    const told = timeline.told.find(({ event, index }) => event.event !== 'roomLeft' && index > joined.index);
    const failed =
      timeline.left && !timeline.leaving && timeline.left.event.reason?.code === reasonCode.JOIN_ROOM_FAILED;
    const allowed = 'joined: the server has a feature that is not known';
    const { closed } = joined.connection;
    const refused = closed?.by === 'client' && !(told && told.index < closed.index) && !mayGo(timeline, closed.index);
    if (told || failed || refused || timeline.waited) sheet.held('client.unknown-feature');
    if (refused) sheet.against('client.unknown-feature', closed.index, allowed, `a close with ${closed.code}`);
    if (failed)
      sheet.against('client.unknown-feature', timeline.left?.index ?? timeline.end, allowed, 'the Join has failed');
    else if (!told && timeline.waited && !timeline.leaving)
      sheet.missing('client.unknown-feature', timeline.end, allowed, 'nothing');
  },
});

/** Its application, or the server, has ended it. */
const mayGo = ({ leaving, unloading, said }: ClientTimeline, before: number): boolean =>
  [leaving, unloading].some((call) => call !== undefined && call.index < before) ||
  said.some((one) => one.index < before && one.said.message === 'roomLeft');

/** Something unknown is no reason to close. */
export const unknownKind = invariant({
  clauses: ['client.unknown-kind'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const { said, index, connection, order } of timeline.said) {
      if (said.message !== 'unknown' || order === 'gap') continue;
      const { closed } = connection;
      const next = connection.said.find((one) => one.index > index && one.said.message !== 'unknown');
      if (next || closed) sheet.held('client.unknown-kind');
      // A client that leaves may close too, with 4101, and so may one that gives up: why it does, its roomLeft tells.
      const quiet =
        ((!timeline.leaving && !timeline.unloading && !timeline.left) ||
          (closed !== undefined && closed.code !== closeCode.LEAVE)) &&
        connection.said.every(
          (one) => one.order !== 'gap' && one.said.message !== 'roomLeft' && one.said.message !== 'garbage',
        );
      if (closed?.by === 'client' && closed.index > index && quiet && !connection.frozen)
        sheet.against(
          'client.unknown-kind',
          closed.index,
          'nothing: the message is not known',
          `a close with ${closed.code}`,
        );
    }
  },
});

/** Joined and switched tell of the room that it is in: a switch that succeeds or is refused ends nothing. */
export const switches = invariant({
  clauses: ['client.switch-fires-none'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const asked = timeline.heard.filter(({ heard }) => heard.message === 'switch');
    const answered = timeline.said.filter(
      ({ said }) =>
        (said.message === 'joined' || said.message === 'rejected') &&
        asked.some(({ heard }) => heard.request === said.replyTo),
    );
    const later = answered.filter((one) =>
      [...timeline.said, ...timeline.heard].some(({ index }) => index > one.index),
    );
    sheet.held('client.switch-fires-none', later.length);
  },
});
