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

describe('a loss during a switch', () => {
  it('leaves the participation lingering where the switch brings it', () => {
    const server = moving();
    server.lost('bob');
    expect(server.enabled()).toEqual(['expired', 'fixed']);
    server.fixed('bob');
    expect(server.enabled()).toEqual(['committed']);
    expect(server.committed('bob')).toEqual(['cyd 2 +bob>green']);
    expect(server.resume('bob2', 'bob.token', 1)).toEqual([
      'bob2 0 resumed bob2.token taken 1',
      'bob2 2 joined green/cyd [cyd] bob2.token taken 1 to 1',
    ]);
  });

  it('whose window ends before the fix is a departure from the source', () => {
    const server = moving();
    server.lost('bob');
    expect(server.expired('bob')).toEqual(['ann 3 -bob 1001']);
    expect(server.server.rooms.green?.reserved).toEqual([]);
  });

  it('whose window ends between the halves is a departure from the target', () => {
    const server = moving();
    server.lost('bob');
    server.fixed('bob');
    expect(server.expired('bob')).toEqual([]);
    expect(server.committed('bob')).toEqual(['cyd 2 +bob>green', 'cyd 3 -bob>green 1001']);
    expect(server.resume('bob2', 'bob.token', 1)[0]).toBe('bob2 0 roomLeft 1001');
  });

  it('is a departure from the source before the fix, and from the target behind it, without resumption', () => {
    const before = moving({ resumeWindowMs: 0 });
    expect(before.lost('bob')).toEqual(['ann 3 -bob 1001']);
    expect(before.server.rooms.green?.reserved).toEqual([]);
    const behind = moving({ resumeWindowMs: 0 });
    behind.fixed('bob');
    expect(behind.lost('bob')).toEqual([]);
    expect(behind.committed('bob')).toEqual(['cyd 2 +bob>green', 'cyd 3 -bob>green 1001']);
    expect(Object.keys(behind.server.roomObjects)).toEqual(['ann', 'cyd']);
  });

  it.each(['lost', 'undecodable'] as const)(
    'of the connection on which somebody waits is as if nobody had come: %s',
    (how) => {
      const server = moving();
      server.lost('bob');
      server.fixed('bob');
      server.resume('bob2', 'bob.token', 1);
      server.do(how === 'lost' ? { type: how, connection: 'bob2' } : { type: 'fault', connection: 'bob2', fault: how });
      expect(server.committed('bob')).toEqual(['cyd 2 +bob>green']);
      expect(server.enabled()).toEqual(['expired']);
    },
  );

  it('of the connection on which a Join was repeated is as if nobody had come', () => {
    const server = moving();
    server.lost('bob');
    server.fixed('bob');
    server.repeat('bob', 'bob2');
    server.lost('bob2');
    expect(server.committed('bob')).toEqual(['cyd 2 +bob>green']);
    expect(server.enabled()).toEqual(['expired']);
  });

  it('of one of two connections on which somebody waits leaves the other, and what was asked for', () => {
    const server = moving();
    server.ask('bob', 'sync');
    server.lost('bob');
    server.fixed('bob');
    server.repeat('bob', 'bob2');
    server.resume('bob3', 'bob.token', 1);
    expect(server.lost('bob2')).toEqual([]);
    expect(server.committed('bob')).toEqual([
      'cyd 2 +bob>green',
      'bob3 0 resumed bob3.token taken 2',
      'bob3 2 joined green/cyd [cyd] bob3.token taken 2 to 1',
      'bob3 3 accepted to 2',
    ]);
  });

  it.each([
    ['counts if it was coming back', 1, ['cyd 2 +bob>green', 'cyd 3 -bob>green 1101']],
    ['is nobody’s if it was not', 9, ['cyd 2 +bob>green']],
  ])('by 4101 while somebody waits %s', (_, sequence, lines) => {
    const server = moving();
    server.lost('bob');
    server.fixed('bob');
    server.resume('bob2', 'bob.token', sequence);
    expect(server.goodbye('bob2')).toEqual([]);
    expect(server.committed('bob')).toEqual(lines);
  });
});
