import { ANNOUNCED_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import { bearing, codeOf, tellingsOf, tellsEnd, wholeRoom } from '../timeline/causes.js';
import { lastUntil } from '../timeline/loss-times.js';
import { earlierOf, isHeldAtEnd, knows, laterNews, provenAt } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import { timeAt } from '../timeline/windows.js';
import { messageWords, reasonWords, toldWords } from '../timeline/words.js';

/** `departure.once`: nobody is told twice of the same departure, whatever the codes. */
export const departureOnce = invariant({
  clauses: ['departure.once', 'history.nothing-else'],
  scope: { streams: ['departure.once'] },
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const observer of timeline.participations) {
      sheet.held('departure.once', observer.departures.size);
      for (const { index, id, reason } of observer.repeatedDepartures) {
        const seen = `ParticipantLeft ${id} ${reasonWords(reason)}, a second time`;
        // In an end nobody observes another's departure: what is told of it is told by `announces.each` alone.
        const clause = tellsEnd(reason) && timeline.has('announces_each') ? 'history.nothing-else' : 'departure.once';
        sheet.against(clause, index, `one ParticipantLeft for ${id} to ${observer.id}`, seen);
      }
    }
  },
});

/** `departure.named`: who is gone bears its own name. Of a switch, one stream shows what several participations are told. */
export const departureNamed = invariant({
  clauses: ['departure.named'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { stream, participations } of timeline.roomObjects)
      for (const { index, seen } of stream.values()) {
        if (seen.kind !== 'participantLeft' || seen.participant === '') continue;
        const known = nameOf(timeline, participations, seen.participation);
        if (known === undefined) continue;
        sheet.held('departure.named');
        if (known !== seen.participant)
          sheet.against(
            'departure.named',
            index,
            `${messageWords(seen)} with the name "${known}"`,
            `the name "${seen.participant}"`,
          );
      }
  },
});

/** The name by which it joined; where nobody saw that, or the system spells names in its own way, the one that was shown before. */
function nameOf(timeline: Timeline, observers: readonly SeenParticipation[], id: string): string | undefined {
  const joined = timeline.participation(id);
  if (joined?.joined && timeline.history.profile.wire) return joined.participant;
  const shown = observers.map(({ roster, arrivals }) => roster.get(id) ?? arrivals.get(id)?.member);
  return shown.find((member) => member !== undefined)?.participant;
}

/** `departure.last`: after RoomLeft only the close frame. */
export const departureLast = invariant({
  clauses: ['departure.last'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { left, after } of timeline.connections) {
      if (!left) continue;
      sheet.held('departure.last');
      const [first] = after;
      // A close frame with a code that is no close code is still a close frame; close.code judges it.
      if (!first || isClose(first.seen)) continue;
      sheet.against(
        'departure.last',
        first.index,
        'nothing after RoomLeft but the close frame',
        `${messageWords(first.seen)}, after RoomLeft`,
      );
    }
  },
});

const isClose = (seen: { kind: string; what?: string }): boolean =>
  seen.kind === 'invalid' && (seen.what ?? '').includes('close');

/**
 * `departure.by-room-left-alone`: no ParticipantLeft for what ends the participation of everyone.
 * Where nothing has ended the meeting, the code itself is the lie, and `reason.true` speaks of it.
 */
export const byRoomLeftAlone = invariant({
  clauses: ['departure.by-room-left-alone'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (timeline.has('announces_each')) return;
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly]) {
      if (participation.left?.reason.every((code) => wholeRoom.includes(code)))
        sheet.held('departure.by-room-left-alone');
      for (const told of participation.tellings) {
        if (!told.reason.every((code) => wholeRoom.includes(code))) continue;
        if (bearing(timeline, participation, told.reason, told.index).length === 0) continue;
        sheet.against(
          'departure.by-room-left-alone',
          told.index,
          'RoomLeft alone, to everyone',
          toldWords(participation, told),
        );
      }
    }
  },
});

/**
 * `announces.each`: before RoomLeft for the whole room, ParticipantLeft for each of the others.
 * Everybody whom the leaver was shown has departed by then: before, or with it.
 */
export const announcesEach = invariant({
  clauses: ['announces.each'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.has('announces_each')) return;
    for (const { id, left, roster, arrivals, departures } of timeline.participations) {
      if (!left || left.attempt || !tellsEnd(left.reason)) continue;
      sheet.held('announces.each');
      const untold = [...roster.keys(), ...arrivals.keys()].find((other) => other !== id && !departures.has(other));
      if (untold === undefined) continue;
      const allowed = `ParticipantLeft ${untold} to ${id} before`;
      sheet.against('announces.each', left.index, allowed, 'RoomLeft without it');
    }
  },
});

/**
 * `departure.tells-others`: what one was told long ago, all have been told. A departure is fixed when anybody is told of it; by the fence,
 * or by `departure.in-time` within a second, it has come to everybody whose later request is answered. In logs alone: what a test lacks is
 * missing behind its last fence, and needs no clock.
 */
export const untoldLongAgo = invariant({
  clauses: ['departure.tells-others'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.recorded || !timeline.timed || timeline.restarts.length > 0) return;
    for (const leaver of [...timeline.participations, ...timeline.mentionedOnly]) {
      const told = firstTold(leaver);
      if (told === undefined) continue;
      const since = lastUntil(timeline, timeAt(timeline, told) + ANNOUNCED_MS + timeline.history.profile.slackMs);
      for (const observer of timeline.rooms.get(leaver.room)?.participations ?? []) {
        if (observer === leaver || !knows(observer, leaver.id) || isHeldAtEnd(timeline, observer)) continue;
        const isTold = observer.departures.has(leaver.id);
        const answered = provenAt(observer, since);
        const proof = isTold ? answered : earlierOf(answered, newsOf(timeline, observer, { leaver, since }));
        if (proof === undefined) continue;
        sheet.held('departure.tells-others');
        if (isTold) continue;
        const allowed = `one ParticipantLeft for ${leaver.id} to ${observer.id}`;
        sheet.against('departure.tells-others', proof, allowed, 'none, though its departure was told long before');
      }
    }
  },
});

/** Later news prove it as well where nobody waits for the answer any more to what has ended it. */
function newsOf(
  timeline: Timeline,
  observer: SeenParticipation,
  { leaver, since }: { readonly leaver: SeenParticipation; readonly since: number },
): number | undefined {
  const isLost = tellingsOf(leaver).every(({ reason }) => reason.every((code) => code === codeOf(timeline, 'lost')));
  const settled = isLost ? since : Math.max(since, leaver.causes.settled);
  return settled < timeline.end ? laterNews(timeline, observer, settled) : undefined;
}

/** Where anybody was told of its departure first; nothing where a telling has no cause, or says that all depart. */
function firstTold(leaver: SeenParticipation): number | undefined {
  const told = tellingsOf(leaver);
  if (told.length === 0 || leaver.causes.unfounded.length > 0) return undefined;
  if (told.some(({ reason }) => tellsEnd(reason))) return undefined;
  return Math.min(...told.map(({ index }) => index));
}
