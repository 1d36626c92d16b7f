import { describe, expect, it } from 'vitest';
import { everything, Meeting } from './testing/meeting.js';

function meeting(): Meeting {
  const made = new Meeting(everything);
  made.join('ann');
  made.join('bob');
  return made;
}

describe('tokens', () => {
  /** Resumed answers in a row, of which the client gets none. */
  function unheard(): Meeting {
    const room = meeting();
    room.resume('bob2', 'bob.token', 1);
    room.resume('bob3', 'bob2.token', 1);
    return room;
  }

  it.each(['bob.token', 'bob2.token', 'bob3.token'])('%s serves while the client has not been heard', (token) => {
    expect(unheard().resume('bob4', token, 1).at(-1)).toBe('bob4 0 resumed bob4.token taken 0');
  });

  it.each([
    ['bob.token', false],
    ['bob2.token', false],
    ['bob3.token', true],
  ])('%s serves once the client was heard under the third: %s', (token, serves) => {
    const room = unheard();
    room.ack('bob3', 1);
    expect(room.resume('bob4', token, 1).at(-1)).toMatch(serves ? 'resumed' : 'not_found');
  });

  it('serves no more once the client was heard under a newer one, though nothing else is acknowledged', () => {
    const room = meeting();
    room.ack('bob', 1);
    room.resume('bob2', 'bob.token', 1);
    room.ack('bob2', 1);
    expect(room.resume('bob3', 'bob.token', 1)).toEqual(['bob3 0 rejected not_found']);
  });

  it('serves on while a repeated Join has answers that the client has not acknowledged', () => {
    const room = meeting();
    room.repeat('bob', 'bob2');
    room.repeat('bob', 'bob3');
    room.ask('bob3', 'sync', 1, 0);
    expect(room.resume('bob4', 'bob.token', 0)).toContain('bob4 0 resumed bob4.token taken 1');
  });

  it('that a switch gives is heard when its Joined is covered, not before', () => {
    const room = meeting();
    room.switch('bob', 'green');
    room.switched('bob');
    room.ask('bob', 'sync', 2, 1);
    expect(room.roomObject('bob').tokens.map(({ value }) => value)).toEqual(['bob.token', 'bob>green.token']);
    room.ack('bob', 2);
    expect(room.roomObject('bob').tokens.map(({ value }) => value)).toEqual(['bob>green.token']);
    expect(room.resume('bob2', 'bob.token', 2)).toEqual(['bob2 0 rejected not_found']);
  });
});
