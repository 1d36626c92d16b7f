/** A reason that nothing has caused is put down to the clause that says most about how it came to be told. */
import { expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const head = (features: string) => `# a reason without a cause
clauses   reason.true
features  ${features}
window    0
seats     ann:host hal:host bob:attendee cid:attendee dan:host

round 1
ann > join blue
ann < joined blue$1 ann#1
dan > join red
dan < joined red$1 dan#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
cid > join blue
cid < joined blue$1 cid#1 with ann#1:host bob#1:attendee
ann < participantJoined cid#1:attendee
bob < participantJoined cid#1:attendee
round 4
`;
const ALL = 'extended_codes remove switch viewer operator room_order';

/** What is said of the departure of Bob for a reason. */
const departs = (reason: string | number) => [
  `ann < participantLeft bob#1 ${reason}`,
  `cid < participantLeft bob#1 ${reason}`,
  `bob < roomLeft ${reason}`,
];
/** The same on its first connection. */
const thrownOut = (reason: number) => departs(reason).map((line) => line.replace('bob <', 'bob/1 <'));

/** The whole room is sent home. */
const allGo = (reason: number) => ['ann', 'bob', 'cid'].map((seat) => `${seat} < roomLeft ${reason}`);

function saidOf(id: string, lines: readonly string[], features: string): string[] {
  const { history } = parseExample(head(features) + lines.join('\n'));
  const { violations } = judge({ ...history, settled: 'quiet' });
  const about = violations.filter(({ seen }) => seen.startsWith('RoomLeft ') && seen.endsWith(`to ${id}`));
  return about.map(({ clause, allowed }) => `${clause}: ${allowed}`);
}

interface Case {
  readonly what: string;
  readonly lines: readonly string[];
  readonly features?: string;
  /** The clause, and what would have been right. */
  readonly said: readonly [clause: string, allowed: string];
}

const cases: readonly Case[] = [
  {
    what: 'a code that says nothing',
    lines: departs(0),
    said: ['reason.never-unspecified', 'a code, or no reason at all'],
  },
  {
    what: 'a code that only clients use',
    lines: departs(1102),
    said: ['reason.local-stays-local', 'a reason that servers send'],
  },
  {
    what: 'nothing was done at all',
    lines: departs(1002),
    said: ['reason.true', 'no departure of bob#1: nothing has caused one'],
  },
  {
    what: 'somebody else was removed',
    lines: ['ann > remove cid', ...departs(1002)],
    said: ['reason.true', 'no departure of bob#1: nothing has caused one'],
  },
  {
    what: 'it has left',
    lines: ['bob > leave', ...departs(1002)],
    said: ['reason.true', 'the departure of bob#1 with 1101'],
  },
  {
    what: 'it was lost',
    lines: ['bob > cut', ...departs(1101)],
    said: ['reason.true', 'the departure of bob#1 with 1001'],
  },
  {
    what: 'it was removed, as somebody was told',
    lines: ['ann > remove bob', 'ann < accepted re=1', ...departs(1001)],
    said: ['reason.true', 'the departure of bob#1 with 1002'],
  },
  {
    what: 'it has removed itself',
    lines: ['bob > remove bob', ...departs(1002)],
    said: ['remove.self', 'the Remove [1] of bob#1 by bob#1 refused'],
  },
  {
    what: 'an attendee has removed it',
    lines: ['cid > remove bob', ...departs(1002)],
    said: ['remove.authority', 'the Remove [1] of bob#1 by cid#1 refused'],
  },
  {
    what: 'a host of another room has',
    lines: ['dan > remove bob#1', ...departs(1002)],
    said: ['room.isolated', 'the Remove [1] of bob#1 by dan#1 refused'],
  },
  {
    what: 'nobody can remove anybody',
    lines: ['ann > remove bob', ...departs(1002)],
    features: 'extended_codes room_order',
    said: ['request.unknown', 'the Remove [1] of bob#1 by ann#1 refused'],
  },
  {
    what: 'its removal was refused',
    lines: ['ann > remove bob', 'ann < rejected permission_denied re=1', ...departs(1002)],
    said: ['request.refused-changes-nothing', 'no effect: the Remove [1] of bob#1 by ann#1 is refused'],
  },
  {
    what: 'its End was refused',
    lines: ['bob > end', 'bob < rejected permission_denied re=1', ...departs(1008)],
    said: ['request.refused-changes-nothing', 'no effect: the End [1] by bob#1 is refused'],
  },
  {
    what: 'its SwitchRoom was refused',
    lines: ['bob > switch red', 'bob < rejected failed_precondition re=1', ...departs(1005)],
    said: ['request.refused-changes-nothing', 'no effect: the SwitchRoom [1] to red by bob#1 is refused'],
  },
  {
    what: 'its ChangeMode was refused',
    lines: ['bob > viewer', 'bob < rejected failed_precondition re=1', ...departs(1003)],
    said: ['request.refused-changes-nothing', 'no effect: the ChangeMode [1] by bob#1 is refused'],
  },
  {
    what: 'its Leave was refused',
    lines: ['bob > leave', 'bob < rejected internal re=1', ...departs(1101)],
    said: ['request.refused-changes-nothing', 'no effect: the Leave [1] by bob#1 is refused'],
  },
  {
    what: 'a host has left',
    lines: [
      'ann > leave',
      'bob < participantLeft ann#1 1101',
      'cid < participantLeft ann#1 1101',
      'ann < roomLeft 1101 re=1',
      'bob < roomLeft 1008',
      'cid < roomLeft 1008',
    ],
    said: ['leave.host-does-not-end', 'the meeting goes on without ann#1'],
  },
  {
    what: 'another room was ended',
    lines: ['dan > end', ...allGo(1008)],
    said: ['room.isolated', 'the End [1] by dan#1 ends its own session alone'],
  },
  {
    what: 'somebody broke a rule for frames',
    lines: ['dan > malformed wrong-type', ...allGo(1008)],
    said: ['frame.contained', 'dan/1 alone is closed'],
  },
  {
    what: 'its host has ended the meeting',
    lines: ['ann > end', ...allGo(1006)],
    said: ['end.everyone', 'RoomLeft 1008 to bob#1'],
  },
  {
    what: 'the operator has closed the room',
    lines: ['operator > closeRoom blue', ...allGo(1009)],
    said: ['operator.close', 'RoomLeft 1006 to bob#1'],
  },
  {
    what: 'the operator has ended the meeting',
    lines: ['operator > endMeeting blue', ...allGo(1006)],
    said: ['operator.end', 'RoomLeft 1009 to bob#1'],
  },
  {
    what: 'the operator has closed another room',
    lines: ['operator > closeRoom red', ...allGo(1006)],
    said: ['room.isolated', 'no effect of CloseRoom red$1 on bob#1'],
  },
  {
    what: 'somebody who is no operator has removed it',
    lines: ['operator > removeParticipant blue bob bearer=wrong', ...departs(1010)],
    said: ['operator.authorized', 'no effect of RemoveParticipant blue$1 bob#1 on bob#1'],
  },
  {
    what: 'the call was refused',
    lines: ['operator > removeParticipant blue bob', 'operator < rejected not_found', ...departs(1010)],
    said: ['request.refused-changes-nothing', 'no effect of RemoveParticipant blue$1 bob#1 on bob#1'],
  },
  {
    what: 'the call names another session',
    lines: ['operator > removeParticipant blue bob session=blue$9', ...departs(1010)],
    said: ['operator.not-found', 'no effect of RemoveParticipant blue$9 bob#1 on bob#1'],
  },
  {
    what: 'there are no relays to stop',
    lines: ['operator > stopMediaRelay blue bob', ...departs(1004)],
    said: ['operator.relay-undeclared', 'no effect of StopMediaRelay blue$1 bob#1 on bob#1'],
  },
  {
    what: 'a goodbye was taken for a loss',
    lines: ['bob > close 4101', ...departs(1001)],
    said: ['connection.goodbye', '1101, as for a Leave'],
  },
  {
    what: 'another close was taken for a Leave',
    lines: ['bob > close 4000', ...departs(1101)],
    said: ['connection.other-close', '1001, as for a lost connection'],
  },
  {
    what: 'a newer Join has thrown it out',
    lines: ['bob/2 > join blue', ...thrownOut(1011)],
    said: ['join.duplicate', 'the newer Join refused with already_exists'],
  },
  {
    what: 'an extended code of a server that declares none',
    lines: ['bob > leave', ...departs(1101)],
    features: 'remove',
    said: ['reason.fallback', 'no reason, or the core code instead'],
  },
  {
    what: '1007 where that server has nothing to say',
    lines: ['bob > leave', ...departs(1007)],
    features: 'remove',
    said: ['reason.fallback', 'no reason, or the core code instead'],
  },
  {
    what: 'no reason where there is a core code',
    lines: ['operator > removeParticipant blue bob', ...departs('absent')],
    features: 'remove operator',
    said: ['reason.fallback', 'no reason, or the core code instead'],
  },
  {
    what: 'a core code where there is none',
    lines: ['bob/2 > join blue', ...thrownOut(1002)],
    features: 'remove replace',
    said: ['reason.fallback', 'no reason, or the core code instead'],
  },
];

/** Of a reason that is none, or none of this server's, nobody asks whether it is true. */
const alone = ['reason.true', 'reason.never-unspecified', 'reason.local-stays-local', 'reason.fallback'];

test.each(cases)('$what', ({ lines, features = ALL, said: [clause, allowed] }) => {
  const first = `${clause}: ${allowed}`;
  expect(saidOf('bob#1', lines, features)).toEqual(
    alone.includes(clause) ? [first] : [first, `reason.true: ${allowed}`],
  );
});
