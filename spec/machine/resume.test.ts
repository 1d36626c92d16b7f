import { describe, expect, it } from 'vitest';
import type { Config } from './config.js';
import { everything, Meeting } from './testing/meeting.js';

function meeting(config: Partial<Config> = {}): Meeting {
  const made = new Meeting({ ...everything, ...config });
  made.join('ann');
  made.join('bob');
  return made;
}

/** Bob has lost his connection, and missed cyd's coming and going. */
function missed(): Meeting {
  const room = meeting();
  room.lost('bob');
  room.join('cyd');
  room.ask('cyd', 'leave');
  return room;
}

describe('resuming', () => {
  it('gives what was missed, each as first numbered, and goes on from there', () => {
    const room = missed();
    expect(room.resume('bob2', 'bob.token', 1)).toEqual([
      'bob2 0 resumed bob2.token taken 0',
      'bob2 2 +cyd',
      'bob2 3 -cyd 1101',
    ]);
    expect(room.ask('bob2', 'sync')).toEqual(['bob2 4 accepted to 1']);
    expect(room.expired('bob')).toEqual([]);
  });

  it.each([
    [0, ['bob2 1 joined blue/ann [ann] bob2.token taken 0', 'bob2 2 +cyd', 'bob2 3 -cyd 1101']],
    [2, ['bob2 3 -cyd 1101']],
    [3, []],
  ])('from sequence %i', (sequence, lines) => {
    expect(missed().resume('bob2', 'bob.token', sequence).slice(1)).toEqual(lines);
  });

  it('closes the connection that it replaces, and reads nothing more from it', () => {
    const room = meeting();
    expect(room.resume('bob2', 'bob.token', 1)).toEqual(['bob closed 4200', 'bob2 0 resumed bob2.token taken 0']);
    expect(room.ask('bob', 'leave')).toEqual([]);
    expect(room.lost('bob')).toEqual([]);
    expect(room.enabled()).toEqual([]);
  });

  it.each([
    ['a token that was never given', 'zoe.token', 1],
    ['a sequence that was never sent', 'bob.token', 4],
    ['a sequence below what was acknowledged', 'bob.token', 0],
  ])('is refused for %s', (_, token, sequence) => {
    const room = meeting();
    room.ack('bob', 1);
    room.lost('bob');
    room.join('cyd');
    room.ask('cyd', 'leave');
    const before = room.server;
    expect(room.resume('bob2', token, sequence)).toEqual(['bob2 0 rejected not_found']);
    expect(room.server).toBe(before);
    expect(room.resume('bob2', 'bob.token', 1)[0]).toBe('bob2 0 resumed bob2.token taken 0');
  });

  it('may be refused because of load, and then changes nothing', () => {
    const room = missed();
    const before = room.server;
    expect(room.resume('bob2', 'bob.token', 1, { excess: true })).toEqual(['bob2 0 rejected resource_exhausted']);
    expect(room.server).toEqual(before);
    expect(room.resume('bob3', 'bob.token', 1)[0]).toBe('bob3 0 resumed bob3.token taken 0');
  });

  it('is a breach of the protocol where there is no resumption', () => {
    expect(meeting({ resumeWindowMs: 0 }).resume('bob2', 'bob.token', 1)).toEqual(['bob2 closed 1002']);
  });
});

describe('the departure of a room object', () => {
  it.each<[string, (room: Meeting) => void, string]>([
    ['removed', (room) => room.ask('ann', { kind: 'remove', target: 'bob' }), 'roomLeft 1002'],
    ['lost for good', (room) => room.expired('bob'), 'roomLeft 1001'],
    ['ended', (room) => room.ask('ann', 'end'), 'roomLeft 1008'],
  ])('%s: the true reason, whatever the sequence, again and again', (_, act, end) => {
    const room = meeting();
    room.lost('bob');
    act(room);
    for (const [connection, sequence] of [
      ['bob2', 0],
      ['bob3', 99],
    ] as const)
      expect(room.resume(connection, 'bob.token', sequence)).toEqual([
        `${connection} 0 ${end}`,
        `${connection} closed ${3000 + Number(end.slice(-4))}`,
      ]);
    expect(room.repeat('bob', 'bob4')[0]).toBe(`bob4 0 ${end}`);
    expect(room.present('blue')).not.toContain('bob4');
  });

  it('may be forgotten when the client comes back very late, and nothing else may', () => {
    const back = { type: 'resume', connection: 'bob2', token: 'bob.token', sequence: 1, fresh: 'fresh' } as const;
    const late = { ...back, late: true } as const;
    const room = meeting();
    room.lost('bob');
    expect(meeting().do(late)).toContain('bob2 0 resumed fresh taken 0');
    room.expired('bob');
    expect(room.do(late)).toEqual(['bob2 0 rejected not_found']);
    expect(room.do(back)[0]).toBe('bob2 0 roomLeft 1001');
  });

  it('carries the reply_to that it would have had', () => {
    const room = meeting();
    room.ask('bob', 'leave');
    expect(room.resume('bob2', 'bob.token', 1)[0]).toBe('bob2 0 roomLeft 1101 to 1');
  });
});

describe('a Join that is repeated', () => {
  it('is answered as it was first, with the newest token and what has been taken up, then with the rest', () => {
    const room = meeting();
    room.ask('bob', 'sync');
    room.join('cyd');
    expect(room.repeat('bob', 'bob2')).toEqual([
      'bob closed 4200',
      'bob2 1 joined blue/ann [ann] bob2.token taken 1',
      'bob2 2 accepted to 1',
      'bob2 3 +cyd',
    ]);
    expect(room.present('blue')).toEqual(['ann', 'bob', 'cyd']);
  });

  it('without an id is a Join of its own', () => {
    const room = new Meeting();
    room.join('bob', 'blue', { joinId: '' });
    expect(room.join('bob2', 'blue', { joinId: '' })).toEqual(['bob2 0 rejected already_exists']);
  });

  it('finds nothing once the Joined was acknowledged', () => {
    const room = meeting();
    room.ack('bob', 1);
    expect(room.repeat('bob', 'bob2')).toEqual(['bob2 0 rejected not_found']);
  });

  it.each([
    ['somebody else', { participant: 'eve' }, 'blue'],
    ['another room', {}, 'green'],
  ])('is a Join of its own for %s with the same join_id, and repeatable in its turn', (_, who, room) => {
    const server = meeting();
    const joined = server.repeat('bob', 'eve', room, who);
    expect(joined.at(-1)).toMatch(/^eve 1 joined /);
    expect(server.repeat('bob', 'eve2', room, { ...who, joinId: 'bob' })[1]).toMatch(/^eve2 1 joined /);
    expect(server.present(room)).toContain('eve');
    expect(server.repeat('bob', 'bob2')[1]).toMatch(/^bob2 1 joined /);
  });

  it('of a replaced device does not displace the newer one', () => {
    const room = meeting({ replace: true });
    room.join('bob2');
    expect(room.repeat('bob', 'bob3')).toEqual(['bob3 0 roomLeft 1011', 'bob3 closed 4011']);
    expect(room.present('blue')).toEqual(['ann', 'bob2']);
  });

  it('is a Join like any other without resumption', () => {
    const room = meeting({ resumeWindowMs: 0 });
    expect(room.repeat('bob', 'bob2')).toEqual(['bob2 0 rejected already_exists']);
  });
});

describe('requests across connections', () => {
  it('are taken up once', () => {
    const room = meeting();
    room.ask('bob', 'sync', 1);
    room.ask('bob', 'sync', 2);
    expect(room.resume('bob2', 'bob.token', 1)).toEqual([
      'bob closed 4200',
      'bob2 0 resumed bob2.token taken 2',
      'bob2 2 accepted to 1',
      'bob2 3 accepted to 2',
    ]);
    expect(room.ask('bob2', 'leave', 2)).toEqual([]);
    expect(room.ask('bob2', 'leave', 3)).toContain('bob2 4 roomLeft 1101 to 3');
  });
});

describe('what is kept', () => {
  /** Bob is lost, and misses more than is kept for him. */
  function missedTooMuch(): Meeting {
    const room = meeting({ retain: 2 });
    room.lost('bob');
    for (const one of ['cyd', 'dan', 'eve']) room.join(one);
    return room;
  }

  it('forgets the oldest of a lost participation that misses more, and ends nothing', () => {
    const room = missedTooMuch();
    expect(room.present('blue')).toEqual(['ann', 'bob', 'cyd', 'dan', 'eve']);
    expect(room.roomObject('bob').retained.map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(room.enabled()).toEqual(['expired']);
  });

  it('refuses a Resume that needs what is forgotten, and the window ends as announced', () => {
    const room = missedTooMuch();
    expect(room.resume('bob2', 'bob.token', 1)).toEqual(['bob2 0 rejected not_found']);
    expect(room.repeat('bob', 'bob3')).toEqual(['bob3 0 rejected not_found']);
    expect(room.expired('bob')).toEqual(['ann 6 -bob 1001', 'cyd 4 -bob 1001', 'dan 3 -bob 1001', 'eve 2 -bob 1001']);
    expect(room.resume('bob4', 'bob.token', 1)).toEqual(['bob4 0 roomLeft 1001', 'bob4 closed 4001']);
  });

  it('serves anybody who has heard enough before it was lost', () => {
    expect(missedTooMuch().resume('bob2', 'bob.token', 2).slice(1)).toEqual(['bob2 3 +dan', 'bob2 4 +eve']);
  });

  it('forgets the oldest of a connection that lives, and ends nothing', () => {
    const room = meeting({ retain: 2 });
    for (const request of [1, 2, 3]) room.ask('bob', 'sync', request);
    expect(room.roomObject('bob').retained.map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(room.resume('bob2', 'bob.token', 1)).toEqual(['bob2 0 rejected not_found']);
    expect(room.resume('bob2', 'bob.token', 2).slice(1)).toHaveLength(3);
  });

  it('is nothing without resumption, and a loss is the departure', () => {
    const room = meeting({ resumeWindowMs: 0 });
    room.ask('bob', 'sync');
    expect(room.roomObject('bob')).toMatchObject({ retained: [], tokens: [], lastRequest: 0 });
    expect(room.lost('bob')).toEqual(['ann 3 -bob 1001']);
    expect(Object.keys(room.server.roomObjects)).toEqual(['ann']);
  });

  it('stays the same when an ack says nothing new', () => {
    const room = meeting();
    room.ack('bob', 1);
    const { roomObjects } = room.server;
    room.ack('bob', 1);
    expect(room.server.roomObjects).toBe(roomObjects);
  });
});
