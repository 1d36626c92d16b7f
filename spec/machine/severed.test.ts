/** What happens to connections behind the server's back, and what is put into another order. */
import { describe, expect, it } from 'vitest';
import { reason, wsClose } from '../../gen/codes.js';
import type { ServerEvent } from './events.js';
import type { Message } from './messages.js';
import { numbered } from './room-object.js';
import type { RoomObject } from './state.js';
import { everything, Meeting } from './testing/meeting.js';

/** Ann and bob are in blue. Without resumption a loss is a departure. */
function together(resumeWindowMs = 0): Meeting {
  const made = new Meeting({ ...everything, resumeWindowMs });
  made.join('ann');
  made.join('bob');
  return made;
}

/** Something happens that the server does not see: nothing is sent. */
function unseen(meeting: Meeting, event: ServerEvent): void {
  expect(meeting.do(event)).toEqual([]);
}

const severed = (meeting: Meeting) => meeting.server.severed.map(({ connection, how }) => `${connection} ${how}`);
const sever = (connection: string, how: 'lost' | 'goodbye' = 'lost'): ServerEvent => ({
  type: 'sever',
  severed: { connection, how },
});

describe('a connection that is severed', () => {
  it.each(['lost', 'goodbye'] as const)('by %s is noticed in the own time of the server', (how) => {
    const meeting = together();
    unseen(meeting, sever('bob', how));
    expect(severed(meeting)).toEqual([`bob ${how}`]);
    expect(meeting.enabled()).toEqual([how]);
    expect(meeting[how]('bob')).toEqual([
      `ann 3 -bob ${how === 'lost' ? reason.WEBSOCKET_DISCONNECTED : reason.MANUAL_LEAVE_CALLED}`,
    ]);
    expect(severed(meeting)).toEqual([]);
    expect(meeting.server.closed).toEqual(['bob']);
  });

  it('works again, and no other does', () => {
    const meeting = together();
    unseen(meeting, sever('ann'));
    unseen(meeting, sever('bob', 'goodbye'));
    unseen(meeting, { type: 'mend', connection: 'bob' });
    expect(severed(meeting)).toEqual(['ann lost']);
  });

  it('and was closed before can be lost no more', () => {
    const meeting = together();
    meeting.lost('bob');
    unseen(meeting, sever('bob'));
    expect(severed(meeting)).toEqual([]);
    expect(meeting.lost('bob')).toEqual([]);
  });

  it('is not forgotten when another one is noticed', () => {
    const meeting = together();
    unseen(meeting, sever('ann'));
    unseen(meeting, sever('bob'));
    meeting.lost('bob');
    expect(severed(meeting)).toEqual(['ann lost']);
  });
});

describe('a connection that is closed because of a frame', () => {
  const broken = (connection: string): ServerEvent => ({ type: 'broken', connection, fault: 'undecodable' });

  it('is taken as lost some time later, by itself', () => {
    const meeting = together();
    expect(meeting.do(broken('bob'))).toEqual([`bob closed ${wsClose.INVALID_PAYLOAD}`]);
    expect(meeting.present('blue')).toEqual(['ann', 'bob']);
    expect(severed(meeting)).toEqual(['bob lost']);
    expect(meeting.ask('bob', 'leave')).toEqual([]);
    expect(meeting.goodbye('bob')).toEqual([]);
    expect(meeting.lost('ann')).toEqual([]);
    expect(meeting.lost('bob')).toEqual([]);
    expect(meeting.present('blue')).toEqual([]);
  });

  it('tells the others when it is taken as lost, whatever else was severed', () => {
    const meeting = together();
    meeting.do(sever('cyd'));
    meeting.do(broken('bob'));
    expect(meeting.lost('bob')).toEqual([`ann 3 -bob ${reason.WEBSOCKET_DISCONNECTED}`]);
    expect(meeting.server.closed).toEqual(['bob']);
  });

  it('is closed once', () => {
    const meeting = together();
    meeting.do(broken('bob'));
    const { server } = meeting;
    expect(meeting.do(broken('bob'))).toEqual([]);
    expect(meeting.server).toBe(server);
  });

  it('and carries nobody is not lost', () => {
    const meeting = together();
    expect(meeting.do(broken('new'))).toEqual([`new closed ${wsClose.INVALID_PAYLOAD}`]);
    expect(severed(meeting)).toEqual([]);
    expect(meeting.server.closed).toEqual(['new']);
  });

  it('is lost, whatever else had happened to it unseen', () => {
    const meeting = together();
    unseen(meeting, sever('bob', 'goodbye'));
    unseen(meeting, sever('ann', 'goodbye'));
    meeting.do(broken('bob'));
    expect(severed(meeting)).toEqual(['ann goodbye', 'bob lost']);
  });
});

describe('a server that is started again', () => {
  const restart = (forgets: boolean): ServerEvent => ({ type: 'restart', connections: ['ann', 'bob'], forgets });

  it('has lost its connections, if it knows what it knew', () => {
    const meeting = together(1000);
    unseen(meeting, sever('bob', 'goodbye'));
    unseen(meeting, restart(false));
    expect(severed(meeting)).toEqual(['ann lost', 'bob lost']);
    expect(meeting.present('blue')).toEqual(['ann', 'bob']);
    expect(meeting.lost('bob')).toEqual([]);
    expect(meeting.resume('bob2', 'bob.token', 1)).toEqual(['bob2 0 resumed bob2.token taken 0']);
  });

  it('knows nobody, if it forgets', () => {
    const meeting = together(1000);
    unseen(meeting, restart(true));
    expect(meeting.server).toEqual({ rooms: {}, roomObjects: {}, closed: ['ann', 'bob'], severed: [] });
    expect(meeting.ask('ann', 'leave')).toEqual([]);
  });
});

describe('what is told of different people, in another order', () => {
  const sequences = ({ retained }: RoomObject) =>
    retained.map(({ sequence, message }) =>
      `${sequence} ${message.kind} ${'member' in message ? message.member.participant : ''}`.trim(),
    );

  /** Bob was told of cyd, of dan and of eve. */
  function told() {
    const meeting = together(1000);
    for (const name of ['cyd', 'dan', 'eve']) meeting.join(name);
    const { retained } = meeting.roomObject('bob');
    const [joined, cyd, dan, eve] = retained.map(({ message }) => message) as [Message, Message, Message, Message];
    return { server: meeting.server, joined, cyd, dan, eve };
  }

  const renumbered = (message: Message, sequence: number, { server } = told()) =>
    sequences(numbered(server, 'bob', message, sequence).roomObjects.bob as RoomObject);

  it('has a message earlier, or later, and all others as they were', () => {
    const all = told();
    expect(renumbered(all.eve, 2, all)).toEqual([
      '1 joined',
      '2 participantJoined eve',
      '3 participantJoined cyd',
      '4 participantJoined dan',
    ]);
    expect(renumbered(all.cyd, 3, all)[2]).toBe('3 participantJoined cyd');
    expect(renumbered(all.cyd, -5, all)[0]).toBe('1 participantJoined cyd');
  });

  it('is the same where nothing moves, or nobody was told', () => {
    const all = told();
    expect(numbered(all.server, 'bob', all.cyd, 2)).toBe(all.server);
    expect(numbered(all.server, 'nobody', all.cyd, 2)).toBe(all.server);
    expect(numbered(all.server, 'bob', { kind: 'accepted', replyTo: 3 }, 2)).toBe(all.server);
  });

  it('takes no other message for a Joined, though both name one participation', () => {
    const all = told();
    const left = { kind: 'participantLeft', participant: 'bob', participation: 'bob', reason: null } as const;
    expect(numbered(all.server, 'bob', left, 2)).toBe(all.server);
    const meeting = together(1000);
    meeting.join('cyd');
    meeting.ask('cyd', 'leave');
    const joined = { ...(all.joined as Message & { kind: 'joined' }), participation: 'cyd' };
    expect(numbered(meeting.server, 'bob', joined, 2)).toBe(meeting.server);
  });

  it('knows a Joined by its participation, for its token is a new one each time', () => {
    const all = told();
    const again = { ...all.joined, token: 'another' } as Message;
    expect(renumbered(again, 2, all).slice(0, 2)).toEqual(['1 participantJoined cyd', '2 joined']);
    const other = { ...again, participation: 'another' } as Message;
    expect(numbered(all.server, 'bob', other, 2)).toBe(all.server);
  });
});
