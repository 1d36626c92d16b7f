import { describe, expect, it } from 'vitest';
import type { Config } from './config.js';
import { everything, Meeting } from './testing/meeting.js';

/** Ann and bob are in blue, cyd is in green, and bob has asked to go there. */
function moving(config: Partial<Config> = {}): Meeting {
  const made = new Meeting({ ...everything, ...config });
  made.join('ann');
  made.join('bob');
  made.join('cyd', 'green');
  made.switch('bob', 'green');
  return made;
}

const leaves = ['ann 3 -bob 1005'];
const arrives = ['cyd 2 +bob>green', 'bob 2 joined green/cyd [cyd] bob>green.token taken 1 to 1'];

describe('a switch', () => {
  it('announces the departure, then the arrival, and answers by Joined in the same sequence', () => {
    const server = moving();
    expect(server.fixed('bob')).toEqual(leaves);
    expect(server.committed('bob')).toEqual(arrives);
    expect(server.server.rooms.green?.reserved).toEqual([]);
  });

  it('shows nobody the place that it keeps', () => {
    const server = moving();
    expect(server.join('dan', 'green')).toEqual(['cyd 2 +dan', 'dan 1 joined green/cyd [cyd] dan.token taken 0']);
  });

  it.each([
    ['to the same room', 'blue', 'granted', 'invalid_argument', {}],
    ['to no room', '', 'granted', 'invalid_argument', {}],
    ['without a token', 'green', 'unauthenticated', 'unauthenticated', {}],
    ['with the token of another room', 'green', 'permission_denied', 'permission_denied', {}],
    ['beyond a limit', 'green', 'resource_exhausted', 'resource_exhausted', {}],
    ['undeclared', 'green', 'granted', 'unimplemented', { switch: false }],
  ] as const)('%s is refused', (_, room, access, code, config) => {
    const server = new Meeting({ ...everything, ...config });
    server.join('bob');
    const { rooms } = server.server;
    expect(server.switch('bob', room, access)).toEqual([`bob 2 rejected ${code} to 1`]);
    expect(server.server.rooms).toBe(rooms);
  });

  it('to a room where the participant is already is refused, or replaces', () => {
    for (const replace of [false, true]) {
      const server = new Meeting({ ...everything, replace });
      server.join('bob');
      server.join('bob2', 'green');
      const lines = [...server.switch('bob', 'green'), ...server.switched('bob')];
      expect(lines).toEqual(
        replace
          ? ['bob2 2 roomLeft 1011', 'bob2 closed 4011', 'bob 2 joined green/bob2 [] bob>green.token taken 1 to 1']
          : ['bob 2 rejected already_exists to 1'],
      );
    }
  });

  it('keeps its place from another Join of the same participant, whatever it is told meanwhile', () => {
    const server = moving();
    server.join('dan');
    expect(server.join('bob2', 'green')).toEqual(['bob2 0 rejected already_exists']);
  });

  it('gives up its own place alone, where several come', () => {
    const server = moving();
    server.switch('ann', 'green');
    server.switched('bob');
    expect(server.server.rooms.green?.reserved).toEqual([{ participant: 'ann', roomObject: 'ann' }]);
    expect(server.join('ann2', 'green')).toEqual(['ann2 0 rejected already_exists']);
    server.goodbye('ann');
    server.failed('ann');
    expect(server.server.rooms.green?.reserved).toEqual([]);
  });

  it('opens a new session if the target has ended meanwhile', () => {
    const server = moving();
    server.fixed('bob');
    server.ask('cyd', 'leave');
    expect(server.committed('bob')).toEqual(['bob 2 joined green/bob>green [] bob>green.token taken 1 to 1']);
    expect(server.server.rooms.green?.session).toBe('green/bob>green');
  });

  it.each<[string, (server: Meeting) => unknown, string]>([
    ['removed', (server) => server.ask('ann', { kind: 'remove', target: 'bob' }), 'roomLeft 1002'],
    ['ended', (server) => server.ask('ann', 'end'), 'roomLeft 1008'],
    ['failed', (server) => server.failed('bob'), 'roomLeft 1007'],
  ])('that another reason overtakes is dropped, with its place and all behind it: %s', (_, act, end) => {
    const server = moving();
    server.ask('bob', 'leave');
    act(server);
    expect(server.resume('bob2', 'bob.token', 1)[0]).toBe(`bob2 0 ${end}`);
    expect(server.server.rooms.green?.reserved).toEqual([]);
    expect([...server.fixed('bob'), ...server.committed('bob')]).toEqual([]);
    expect(server.enabled()).toEqual([]);
  });

  it('may be all that a room holds: a closed room keeps a place and nothing else', () => {
    const server = new Meeting();
    server.join('bob');
    server.switch('bob', 'green');
    expect(server.server.rooms.green).toMatchObject({ session: null, present: [], departed: [] });
    server.ask('bob', 'leave');
    server.failed('bob');
    expect(server.server.rooms).toEqual({});
  });
});

describe('behind a switch', () => {
  it.each<[string, (server: Meeting) => unknown, readonly string[]]>([
    ['a Sync', (server) => server.ask('bob', 'sync'), ['bob 3 accepted to 2']],
    [
      'a Leave',
      (server) => server.ask('bob', 'leave'),
      ['cyd 3 -bob>green 1101', 'bob 3 roomLeft 1101 to 2', 'bob closed 4101'],
    ],
    [
      'an End, refused where it takes effect',
      (server) => server.ask('bob', 'end'),
      ['bob 3 rejected permission_denied to 2'],
    ],
    [
      'a failure',
      (server) => server.failed('bob'),
      ['cyd 3 -bob>green 1007', 'bob 3 roomLeft 1007', 'bob closed 4007'],
    ],
    [
      'a Resume',
      (server) => server.resume('bob2', 'bob.token', 1),
      ['bob closed 4200', 'bob2 0 resumed bob2.token taken 1', 'bob2 2 joined green/cyd [cyd] bob2.token taken 1 to 1'],
    ],
    [
      'a Join that is repeated',
      (server) => server.repeat('bob', 'bob2'),
      [
        'bob closed 4200',
        'bob2 1 joined blue/ann [ann] bob2.token taken 1',
        'bob2 2 joined green/cyd [cyd] bob2.token taken 1 to 1',
      ],
    ],
  ])('%s that comes between its halves waits for the second', (_, act, lines) => {
    const server = moving();
    server.fixed('bob');
    expect(act(server)).toEqual([]);
    expect(server.committed('bob')).toEqual([...arrives, ...lines]);
  });

  it('requests wait from its beginning, in their order, and what they begin is waited for in turn', () => {
    const server = moving();
    expect([server.ask('bob', 'sync'), server.switch('bob', 'blue'), server.ask('bob', 'sync')]).toEqual([[], [], []]);
    expect(server.switched('bob')).toEqual([...leaves, ...arrives, 'bob 3 accepted to 2']);
    expect(server.switched('bob')).toEqual([
      'cyd 3 -bob>green 1005',
      'ann 4 +bob>blue',
      'bob 4 joined blue/ann [ann] bob>blue.token taken 3 to 3',
      'bob 5 accepted to 4',
    ]);
  });

  it.each([everything.resumeWindowMs, 0])(
    'a 4101 is a Leave from the new room, with a window of %i',
    (resumeWindowMs) => {
      const server = moving({ resumeWindowMs });
      expect(server.goodbye('bob')).toEqual([]);
      expect(server.enabled()).toEqual(['fixed']);
      expect(server.expired('bob')).toEqual([]);
      server.fixed('bob');
      expect(server.committed('bob')).toEqual(['cyd 2 +bob>green', 'cyd 3 -bob>green 1101']);
    },
  );

  it.each([everything.resumeWindowMs, 0])(
    'a 4101 behind a second switch waits for that one, with a window of %i',
    (resumeWindowMs) => {
      const server = moving({ resumeWindowMs });
      server.switch('bob', 'blue');
      server.goodbye('bob');
      expect(server.switched('bob')).toEqual([...leaves, 'cyd 2 +bob>green']);
      expect(server.switched('bob')).toEqual(['cyd 3 -bob>green 1005', 'ann 4 +bob>blue', 'ann 5 -bob>blue 1101']);
    },
  );

  it('a 4101 is no loss: what is missed behind it ends nothing', () => {
    const server = moving({ retain: 2 });
    server.ack('bob', 1);
    server.goodbye('bob');
    for (const connection of ['dan', 'eve', 'fay']) server.join(connection);
    expect(server.present('blue')).toContain('bob');
    expect(server.switched('bob').slice(-1)).toEqual(['cyd 3 -bob>green 1101']);
  });

  it.each([everything.resumeWindowMs, 0])(
    'a Leave settles what comes behind it, with a window of %i',
    (resumeWindowMs) => {
      const server = moving({ resumeWindowMs });
      server.ask('bob', 'leave');
      server.ask('bob', 'sync');
      expect(server.switched('bob').slice(-2)).toEqual(['bob 3 roomLeft 1101 to 2', 'bob closed 4101']);
    },
  );

  it('requests that are sent again over another connection are taken up once', () => {
    const server = moving();
    server.ask('bob', 'sync', 2);
    server.lost('bob');
    expect(server.resume('bob2', 'bob.token', 1)).toEqual(['bob2 0 resumed bob2.token taken 1']);
    server.ask('bob2', 'sync', 2, 1);
    expect(server.switched('bob').filter((line) => line.startsWith('bob2'))).toEqual([
      'bob2 2 joined green/cyd [cyd] bob>green.token taken 1 to 1',
      'bob2 3 accepted to 2',
    ]);
  });
});
