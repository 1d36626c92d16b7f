/** What the doctor of whole systems tries: who leaves, is removed, or is sent home is told so, and everybody else, each once. */
import { reason } from '../../../gen/codes.js';
import { end, join, leave, remove, sync } from '../../exchange/scenario.js';
import type { ForeignSystem } from '../../sut/foreign/index.js';
import { bad, type Finding, good } from './finding.js';
import { inSystemMeeting, type SystemMeeting, wordStandsFor } from './system-meeting.js';

const does =
  (kind: string) =>
  ({ profile }: ForeignSystem): boolean =>
    !profile.unsupported.includes(kind);

/** Two leave at the same time: that is two departures. */
export async function goTogether(system: ForeignSystem): Promise<Finding[]> {
  if (!does('leave')(system)) return [];
  return inSystemMeeting(
    system,
    (meeting) => meeting.together(leave('bob'), leave('cyd')),
    (meeting) => [
      ...toldOf('ann', 2, 'two left at the same time', meeting),
      ...ownWord('bob', 'its own leave', reason.MANUAL_LEAVE_CALLED, meeting),
      ...wordStandsFor('ann', 'a leave', meeting.departures('ann')[0], reason.MANUAL_LEAVE_CALLED),
    ],
  );
}

/** Who comes back has left before: two stays, and two departures. */
export async function comesBack(system: ForeignSystem): Promise<Finding[]> {
  if (!does('leave')(system)) return [];
  return inSystemMeeting(
    system,
    async (meeting) => {
      for (const step of [leave('bob'), join('bob'), leave('bob')]) await meeting.together(step);
    },
    (meeting) => toldOf('ann', 2, 'bob left, came back, and left again', meeting),
  );
}

/** An answer that came before an event is passed on before it. */
export async function answersInOrder(system: ForeignSystem): Promise<Finding[]> {
  if (!does('leave')(system) || !does('sync')(system)) return [];
  return inSystemMeeting(
    system,
    (meeting) => meeting.together(sync('bob'), leave('bob')),
    (meeting) =>
      meeting.count('bob', 'accepted') > 0
        ? [good('passes on answers and events in the order in which they came')]
        : [
            bad(
              'the answer to a sync was not there before the news that bob, who left right behind it, has left',
              'pass on answers and events in the order in which they came; where the system has no such order, name "sync" in "unsupported"',
            ),
          ],
  );
}

/** A host removes somebody. */
export async function thrownOut(system: ForeignSystem): Promise<Finding[]> {
  if (!does('remove')(system) || !system.profile.features.includes('remove')) return [];
  return inSystemMeeting(
    system,
    (meeting) => meeting.together(remove('ann', 'bob')),
    (meeting) => [
      ...toldOf('cyd', 1, 'one was removed', meeting),
      ...ownWord('bob', 'its removal', reason.REMOVE_PEER, meeting),
      ...wordStandsFor('cyd', 'a removal', meeting.departures('cyd')[0], reason.REMOVE_PEER),
    ],
  );
}

/** A host ends the meeting. */
export async function sentHome(system: ForeignSystem): Promise<Finding[]> {
  if (!does('end')(system)) return [];
  return inSystemMeeting(
    system,
    (meeting) => meeting.together(end('ann')),
    (meeting) => ['ann', 'bob', 'cyd'].flatMap((who) => ownWord(who, 'the end', reason.REMOVE_ALL, meeting)),
  );
}

/** One who is no host cannot end it. */
export async function calledOff(system: ForeignSystem): Promise<Finding[]> {
  if (!does('end')(system)) return [];
  return inSystemMeeting(
    system,
    (meeting) => meeting.together(end('bob')),
    (meeting) =>
      meeting.count('bob', 'rejected') > 0
        ? [good('refuses an attendee who ends the meeting')]
        : [bad('an attendee who ends the meeting is not refused', 'only hosts may (end.authority)')],
  );
}

/** Nobody is told less than there was, and nobody more. */
function toldOf(who: string, count: number, what: string, meeting: SystemMeeting): Finding[] {
  const told = meeting.departures(who).length;
  if (told === count) return [good(`${who} is told of ${departures(count)} where ${what}`)];
  const then = told < count ? 'folds or hides events' : 'repeats events';
  return [
    bad(
      `${who} was told of ${departures(told)} where ${what}: the testee ${then}, or the system does`,
      'pass on every event once, at once, a repeated one as often as it was told (departure.once)',
    ),
  ];
}

const departures = (count: number): string =>
  count === 1 ? 'one departure' : `${['no', 'one', 'two', 'three'][count] ?? count} departures`;

function ownWord(who: string, what: string, code: number, meeting: SystemMeeting): Finding[] {
  const [told] = meeting.own(who);
  if (told) return wordStandsFor(who, what, told, code);
  return [
    bad(
      `${who} was not told that it has left, by ${what}`,
      'tell roomLeft, with the word that the system shows (departure.tells-leaver)',
    ),
  ];
}
