/** What people do in a meeting, and who is told of it: each act is written as a right server would have logged it. */
import { type Attendee, type Entrance, type LogText, type MeetingLog, memberOf } from './meeting.test.helper.js';

export const reasonOf = (code: number): LogText => ({ reason: { code } });

export const leftWith = (code: number, { participantId, participationId }: Attendee): LogText => ({
  participantLeft: { participantId, participationId, ...reasonOf(code) },
});

/** Somebody who is not there yet. */
export function attendee(meeting: MeetingLog, participantId: string, { role, room = 'blue' }: Entrance): Attendee {
  const made: Attendee = {
    participantId,
    participationId: `p${meeting.people.length + 1}`,
    role: role ?? (meeting.people.length === 0 ? 'ROLE_HOST' : 'ROLE_ATTENDEE'),
    room,
    connection: '',
    token: '',
    present: true,
    sequence: 0,
    request: 0,
    missed: [],
  };
  meeting.people.push(made);
  return made;
}

/** Somebody joins, and all others are told. The first one hosts. */
export function comes(meeting: MeetingLog, at: number, participantId: string, how: Entrance = {}): Attendee {
  const one = attendee(meeting, participantId, how);
  one.connection = meeting.connect();
  const { connection, role, room } = one;
  meeting.line(at, connection, {
    fromClient: { join: { roomId: room, participantId, role, joinId: `j-${connection}` } },
  });
  arrives(meeting, at, one, how);
  return one;
}

/** Joined, and ParticipantJoined to all others. */
export function arrives(
  meeting: MeetingLog,
  at: number,
  one: Attendee,
  how: Entrance & { replyTo?: number } = {},
): void {
  one.token = `t-${one.connection}`;
  const { session = 's1', replyTo } = how;
  const others = meeting.in(one.room, one);
  const shown = {
    sessionId: session,
    participationId: one.participationId,
    resumeToken: one.token,
    lastRequestId: one.request,
  };
  const joined = { ...shown, roster: (how.roster ?? others).map(memberOf), ...meeting.announced };
  meeting.tell(at + 1, one, { ...(replyTo !== undefined && { replyTo }), joined });
  for (const other of others) meeting.tell(at + 1, other, { participantJoined: { participant: memberOf(one) } });
}

/** Somebody asks for nothing, and is answered: whatever was done before has come to it by then. */
export function asks(meeting: MeetingLog, at: number, one: Attendee): void {
  const replyTo = meeting.ask(at, one, { sync: {} });
  meeting.tell(at + 1, one, { replyTo, accepted: {} });
}

/** All who are in the room are told that somebody is gone, but for some. */
export function isGone(
  meeting: MeetingLog,
  at: number,
  one: Attendee,
  code: number,
  but: readonly Attendee[] = [],
): void {
  one.present = false;
  for (const other of meeting.in(one.room, ...but)) meeting.tell(at, other, leftWith(code, one));
}

/** RoomLeft, in answer to a request or not, and the close frame. */
export function shownOut(meeting: MeetingLog, at: number, one: Attendee, code: number, replyTo?: number): void {
  one.present = false;
  if (one.connection === '') return;
  meeting.tell(at, one, { ...(replyTo !== undefined && { replyTo }), roomLeft: reasonOf(code) });
  meeting.line(at + 1, one.connection, { closed: { by: 'CLOSED_BY_SERVER', code: 3_000 + code } });
}

export function leaves(meeting: MeetingLog, at: number, one: Attendee, but: readonly Attendee[] = []): void {
  const replyTo = meeting.ask(at, one, { leave: {} });
  isGone(meeting, at, one, 1101, but);
  shownOut(meeting, at, one, 1101, replyTo);
}

/** A connection ends without a word of the server's; `code`: of the client's close frame. */
export function drops(meeting: MeetingLog, at: number, one: Attendee, code?: number): void {
  const closed = code === undefined ? { by: 'CLOSED_BY_NETWORK' } : { by: 'CLOSED_BY_CLIENT', code };
  meeting.line(at, one.connection, { closed });
  one.connection = '';
}

/** Somebody comes back, and gets what it has missed; `but`: of that, so many of the first messages. */
export function returns(meeting: MeetingLog, at: number, one: Attendee): void {
  const before = one.token;
  one.connection = meeting.connect();
  one.token = `t-${one.connection}`;
  const resume = { resumeToken: before, sequence: one.sequence - one.missed.length };
  meeting.line(at, one.connection, { fromClient: { resume } });
  meeting.line(at + 1, one.connection, {
    fromServer: { resumed: { resumeToken: one.token, lastRequestId: one.request } },
  });
  for (const fromServer of one.missed.splice(0)) meeting.line(at + 1, one.connection, { fromServer });
}

/** A call of the operator's, what comes of it, and its answer. */
export function operates(meeting: MeetingLog, at: number, call: LogText, effect: () => void = () => {}): void {
  const name = `call-${at}`;
  meeting.line(at, name, call);
  effect();
  meeting.line(at + 2, name, { answer: {} });
}

/** Everybody who is still there leaves, one after the other. */
export function disperse(meeting: MeetingLog, at: number): void {
  for (const [index, one] of meeting.people.filter(({ present }) => present).entries())
    leaves(meeting, at + 10 * index, one);
}

/** A SwitchRoom is answered in another room. */
export function moves(
  meeting: MeetingLog,
  at: number,
  one: Attendee,
  room: string,
  how: Entrance & { replyTo: number },
): Attendee {
  const there = attendee(meeting, one.participantId, { room, role: one.role });
  Object.assign(there, { connection: one.connection, sequence: one.sequence, request: one.request });
  arrives(meeting, at, there, how);
  return there;
}
