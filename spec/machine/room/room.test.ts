import { describe, expect, it } from 'vitest';
import type { Config } from '../config.js';
import type { Ask } from '../events.js';
import { everything, Meeting } from '../testing/meeting.js';

/** A room with these in it, whose tokens and sequences are of no interest. */
function meeting(config: Partial<Config>, ...who: readonly string[]): Meeting {
  const made = new Meeting({ ...everything, ...config });
  for (const connection of who) made.join(connection);
  return made;
}

describe('joining', () => {
  it('gives the roster, then announces', () => {
    const room = new Meeting();
    expect(room.join('ann')).toEqual(['ann 1 joined blue/ann [] ann.token taken 0']);
    expect(room.join('bob')).toEqual(['ann 2 +bob', 'bob 1 joined blue/ann [ann] bob.token taken 0']);
  });

  it('opens a new session after the last departure', () => {
    const room = meeting({}, 'ann');
    room.ask('ann', 'leave');
    expect(room.server.rooms).toEqual({});
    expect(room.join('bob')).toEqual(['bob 1 joined blue/bob [] bob.token taken 0']);
  });

  it('refuses somebody who is present already, and leaves its connection unbound', () => {
    const room = meeting({}, 'ann', 'bob');
    const before = room.server;
    expect(room.join('bob2')).toEqual(['bob2 0 rejected already_exists']);
    expect(room.server).toBe(before);
    expect(room.join('bob2', 'green')).toEqual(['bob2 1 joined green/bob2 [] bob2.token taken 0']);
  });

  it.each(['unauthenticated', 'permission_denied', 'invalid_argument', 'resource_exhausted'] as const)(
    'refuses by %s, whatever is known of the join_id',
    (access) => {
      const room = meeting({}, 'ann');
      const before = room.server;
      expect(room.repeat('ann', 'ann2', 'blue', { access })).toEqual([`ann2 0 rejected ${access}`]);
      expect(room.server).toBe(before);
    },
  );
});

describe('replacing', () => {
  const replaced = ['ann 3 -bob 1011', 'bob 2 roomLeft 1011', 'bob closed 4011', 'ann 4 +bob2'];

  it('is one step: the others hear of the departure, then of the arrival', () => {
    const room = meeting({ replace: true }, 'ann', 'bob');
    expect(room.join('bob2')).toEqual([...replaced, 'bob2 1 joined blue/ann [ann] bob2.token taken 0']);
    expect(room.server.rooms.blue?.departed).toEqual(['bob']);
  });

  it('does not close the room behind the last participant', () => {
    const room = meeting({ replace: true }, 'bob');
    expect(room.join('bob2')).toEqual([
      'bob 2 roomLeft 1011',
      'bob closed 4011',
      'bob2 1 joined blue/bob [] bob2.token taken 0',
    ]);
  });

  it('drops the switch of somebody who is replaced in its source', () => {
    const room = meeting({ replace: true }, 'ann', 'bob');
    room.switch('bob', 'green');
    room.join('bob2');
    expect(room.server.rooms.green).toBeUndefined();
    expect(room.enabled()).toEqual([]);
  });
});

describe('reasons without extended_codes', () => {
  it.each<[string, (room: Meeting) => string[], string, number]>([
    ['1010 becomes 1002', (room) => room.operate('removeParticipant', ['bob']), '1002', 4002],
    ['1011 becomes none', (room) => room.join('bob2'), 'null', 1000],
    ['1101 becomes none', (room) => room.ask('bob', 'leave', 1), 'null', 1000],
    ['1008 stays', (room) => [...room.ask('ann', 'end')], '1008', 4008],
  ])('%s', (_, act, reason, code) => {
    const lines = act(meeting({ extendedCodes: false, replace: true }, 'ann', 'bob'));
    expect(lines.find((line) => line.startsWith('bob 2 roomLeft'))).toContain(`roomLeft ${reason}`);
    expect(lines).toContain(`bob closed ${code}`);
    expect(lines.filter((line) => line.includes(' -bob ')).every((line) => line === `ann 3 -bob ${reason}`)).toBe(true);
  });
});

describe('requests that end a stay', () => {
  it.each<[Ask, string]>([
    [{ kind: 'leave' }, '1101'],
    [{ kind: 'mode', viewer: true }, '1003'],
  ])('%j is answered last', (ask, reason) => {
    const room = meeting({}, 'ann', 'bob');
    expect(room.ask('bob', ask)).toEqual([
      `ann 3 -bob ${reason}`,
      `bob 2 roomLeft ${reason} to 1`,
      `bob closed ${3000 + Number(reason)}`,
    ]);
  });

  it('End reaches the others before the caller has its answer', () => {
    const room = meeting({}, 'ann', 'bob');
    expect(room.ask('ann', 'end')).toEqual([
      'bob 2 roomLeft 1008',
      'bob closed 4008',
      'ann 3 roomLeft 1008 to 1',
      'ann closed 4008',
    ]);
  });

  it('announces each to each before RoomLeft, with announces_each', () => {
    const room = meeting({ announcesEach: true }, 'ann', 'bob', 'cyd');
    expect(room.ask('ann', 'end')).toEqual([
      'bob 3 -ann 1008',
      'bob 4 -cyd 1008',
      'bob 5 roomLeft 1008',
      'bob closed 4008',
      'cyd 2 -ann 1008',
      'cyd 3 -bob 1008',
      'cyd 4 roomLeft 1008',
      'cyd closed 4008',
      'ann 4 -bob 1008',
      'ann 5 -cyd 1008',
      'ann 6 roomLeft 1008 to 1',
      'ann closed 4008',
    ]);
  });

  it.each<[string, Partial<Config>, readonly string[], string, Ask, string]>([
    ['End by an attendee', {}, ['ann', 'bob'], 'bob', { kind: 'end' }, 'permission_denied'],
    ['an unknown kind', {}, ['bob'], 'bob', { kind: 'unknown' }, 'unimplemented'],
    ['a request too many', {}, ['bob'], 'bob', { kind: 'excess' }, 'resource_exhausted'],
    ['ChangeMode undeclared', { viewer: false }, ['bob'], 'bob', { kind: 'mode', viewer: true }, 'unimplemented'],
    ['ChangeMode to another mode', {}, ['bob'], 'bob', { kind: 'mode', viewer: false }, 'invalid_argument'],
    ['Remove undeclared', { remove: false }, ['bob', 'ann'], 'bob', { kind: 'remove', target: 'ann' }, 'unimplemented'],
    ['Remove by an attendee', {}, ['bob', 'ann'], 'bob', { kind: 'remove', target: 'ann' }, 'permission_denied'],
    ['Remove of oneself', {}, ['ann'], 'ann', { kind: 'remove', target: 'ann' }, 'invalid_argument'],
    ['Remove of nobody', {}, ['ann'], 'ann', { kind: 'remove', target: 'zoe' }, 'not_found'],
  ])('%s is refused', (_, config, who, caller, ask, code) => {
    const room = meeting(config, ...who);
    const { rooms } = room.server;
    expect(room.ask(caller, ask)).toEqual([expect.stringMatching(`^${caller} \\d rejected ${code} to 1$`)]);
    expect(room.server.rooms).toBe(rooms);
  });

  it('the only one in the room may end it, while somebody has a place reserved', () => {
    const room = meeting({}, 'bob');
    room.join('cyd', 'green');
    room.switch('cyd', 'blue');
    expect(room.ask('bob', 'end')).toEqual(['bob 2 roomLeft 1008 to 1', 'bob closed 4008']);
  });

  it('one whose connection is lost counts as present', () => {
    const room = meeting({}, 'bob', 'cyd');
    room.lost('cyd');
    expect(room.ask('bob', 'end')).toEqual(['bob 3 rejected permission_denied to 1']);
  });
});

describe('removing', () => {
  it('tells the others, then the leaver, then the caller', () => {
    const room = meeting({}, 'ann', 'bob', 'cyd');
    expect(room.ask('ann', { kind: 'remove', target: 'bob' })).toEqual([
      'ann 4 -bob 1002',
      'cyd 2 -bob 1002',
      'bob 3 roomLeft 1002',
      'bob closed 4002',
      'ann 5 accepted to 1',
    ]);
    expect(room.ask('ann', { kind: 'remove', target: 'bob' })).toEqual(['ann 6 accepted to 2']);
  });
});

describe('the operator', () => {
  it.each([
    ['endMeeting', 1009],
    ['closeRoom', 1006],
  ] as const)('%s sends everybody away by %i, then is answered', (call, code) => {
    const room = meeting({}, 'ann', 'bob');
    expect(room.operate(call)).toEqual([
      `ann 3 roomLeft ${code}`,
      `ann closed ${3000 + code}`,
      `bob 2 roomLeft ${code}`,
      `bob closed ${3000 + code}`,
      'call 0 accepted',
    ]);
  });

  it('removes one, whose second removal has no effect', () => {
    const room = meeting({}, 'ann', 'bob');
    expect(room.operate('removeParticipant', ['bob'])).toEqual([
      'ann 3 -bob 1010',
      'bob 2 roomLeft 1010',
      'bob closed 4010',
      'call 0 accepted',
    ]);
    expect(room.operate('removeParticipant', ['bob'])).toEqual(['call 0 accepted']);
  });

  it('stops a relay: those who go together are not told of each other', () => {
    const room = meeting({}, 'ann', 'bob', 'cyd');
    expect(room.operate('stopMediaRelay', ['bob', 'cyd', 'bob'])).toEqual([
      'ann 4 -bob 1004',
      'ann 5 -cyd 1004',
      'bob 3 roomLeft 1004',
      'bob closed 4004',
      'cyd 2 roomLeft 1004',
      'cyd closed 4004',
      'call 0 accepted',
    ]);
  });

  it.each<[string, Partial<Config>, Parameters<Meeting['operate']>, string]>([
    [
      'without the right token',
      { relay: false },
      ['stopMediaRelay', [], { access: 'unauthenticated' }],
      'unauthenticated',
    ],
    ['that is not declared', { relay: false }, ['stopMediaRelay', ['zoe'], { room: 'red' }], 'unimplemented'],
    ['of a room that is not open', {}, ['closeRoom', [], { room: 'red' }], 'not_found'],
    ['of another session', {}, ['endMeeting', [], { session: 'blue/zoe' }], 'not_found'],
    ['of somebody who was never there', {}, ['removeParticipant', ['zoe']], 'not_found'],
    ['of which one was never there', {}, ['stopMediaRelay', ['bob', 'zoe']], 'not_found'],
  ])('is refused a call %s', (_, config, call, code) => {
    const room = meeting(config, 'ann', 'bob');
    const before = room.server;
    expect(room.operate(...call)).toEqual([`call 0 rejected ${code}`]);
    expect(room.server).toBe(before);
  });
});

describe('the server itself', () => {
  it('closes a room by 1006, with announces_each as the others', () => {
    expect(meeting({ announcesEach: true }, 'ann', 'bob').closing('blue')).toEqual([
      'ann 3 -bob 1006',
      'ann 4 roomLeft 1006',
      'ann closed 4006',
      'bob 2 -ann 1006',
      'bob 3 roomLeft 1006',
      'bob closed 4006',
    ]);
  });

  it('has nothing to close where nobody is', () => {
    const room = meeting({}, 'ann');
    const before = room.server;
    expect(room.closing('red')).toEqual([]);
    expect(room.server).toBe(before);
  });

  it('lets one go whom it can serve no longer, by 1007', () => {
    expect(meeting({}, 'ann', 'bob').failed('bob')).toEqual([
      'ann 3 -bob 1007',
      'bob 2 roomLeft 1007',
      'bob closed 4007',
    ]);
  });
});

describe('faults', () => {
  it.each([
    ['wrong-type', 1003],
    ['undecodable', 1007],
    ['oversize', 1009],
    ['join-again', 1002],
    ['request-first', 1002],
  ] as const)('%s closes by %i and is a loss', (fault, code) => {
    const event = { type: 'fault', connection: 'bob', fault } as const;
    const resumable = meeting({}, 'ann', 'bob');
    expect(resumable.do(event)).toEqual([`bob closed ${code}`]);
    expect(resumable.enabled()).toEqual(['expired']);
    expect(meeting({ resumeWindowMs: 0 }, 'ann', 'bob').do(event)).toEqual([`bob closed ${code}`, 'ann 3 -bob 1001']);
  });
});
