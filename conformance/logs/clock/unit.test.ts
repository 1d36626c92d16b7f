/** What the stamps of a log count, as they and the answers to Joins show it. */
import { describe, expect, it } from 'vitest';
import { entryOf, joined, joins, says, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import { unitEstimate, unitName } from './unit.js';

const somebody = (name: string) => ({ participantId: name, participationId: `p-${name}`, role: 'ROLE_HOST' });

/** Joins one after the other from this stamp on, each answered so much later. */
function afterJoins(first: number, ...took: readonly number[]) {
  const unit = unitEstimate();
  for (const [index, later] of took.entries()) {
    const connection = `c${index}`;
    unit.follow(entryOf(joins(first + index, connection, somebody(connection))));
    unit.follow(entryOf(joined(first + index + later, connection, somebody(connection))));
  }
  return unit;
}

const namesOf = (units: readonly number[]): string[] => units.map(unitName);

describe('the unit of a log', () => {
  it.each([
    [0, 'milliseconds'],
    [1_700_000_000_000, 'milliseconds'],
    [999_999_999, 'milliseconds'],
    [1e9, 'seconds'],
    [1_700_000_000, 'seconds'],
    [1e10 - 1, 'seconds'],
    [1e10, 'milliseconds'],
    [1e14 - 1, 'milliseconds'],
    [1e14, 'microseconds'],
    [-1.7e15, 'microseconds'],
    [1e17 - 16, 'microseconds'],
    [1e17, 'nanoseconds'],
  ])('that begins at %d, and answers at once, is %s', (first, name) => {
    expect(unitName(afterJoins(first, 0).likely())).toBe(name);
  });

  it('is milliseconds before there is a line', () => {
    const unit = unitEstimate();
    expect([unit.likely(), unit.first()]).toEqual([1, 0]);
  });

  it('is told by the first stamp alone', () => {
    const unit = afterJoins(1e14, 1, 1);
    unit.follow(entryOf(shows(7, 'c0', { heartbeat: {} })));
    expect([unit.first(), unitName(unit.likely())]).toEqual([1e14, 'microseconds']);
  });

  it.each([
    [[0.1, 0.19, 9], 'seconds'],
    [[0.1, 0.3, 9], 'milliseconds'],
    [[9, 0.1, 0.3], 'milliseconds'],
    [[9, 9, 0.1, 0.1, 0.1], 'seconds'],
  ])('that looks like seconds is %s, where answers take %j, as most of them do', (took, name) => {
    expect(unitName(afterJoins(1.7e9, ...took).likely())).toBe(name);
  });
});

describe('what milliseconds may be instead', () => {
  it.each([
    [[0], ['seconds']],
    [[0.2], ['seconds']],
    [[0.3], []],
    [[19], []],
    [[20], ['microseconds', 'nanoseconds']],
    [[1, 500, 2], []],
    [
      [100, 90, 9],
      ['microseconds', 'nanoseconds'],
    ],
    [
      [9, 100],
      ['microseconds', 'nanoseconds'],
    ],
  ])('where answers take %j: %j', (took, names) => {
    expect(namesOf(afterJoins(0, ...took).others())).toEqual(names);
  });

  it('is nothing, where the stamps look like something else', () => {
    expect(afterJoins(1.7e15, 0).others()).toEqual([]);
  });

  it('is told by the first answers alone', () => {
    const slow = Array.from({ length: 60 }, () => 100);
    expect(namesOf(afterJoins(0, ...slow, ...slow).others())).toEqual(['microseconds', 'nanoseconds']);
    const quick = Array.from({ length: 101 }, () => 1);
    expect(afterJoins(0, ...quick, ...slow, ...slow).others()).toEqual([]);
    // The fiftieth of a hundred and one is the last that can turn it.
    expect(afterJoins(0, ...quick.slice(50), ...slow.slice(0, 50), ...slow).others()).toEqual([]);
    expect(afterJoins(0, ...quick.slice(51), ...slow.slice(0, 51), ...quick).others()).not.toEqual([]);
  });

  it('is told by the answers to Joins alone, and by the first line that answers one', () => {
    const unit = unitEstimate();
    const take = (line: Talk[number]) => unit.follow(entryOf(line));
    take(says(0, 'c1', { requestId: 1, sync: {} }));
    take(shows(500, 'c1', { sequence: 1, replyTo: 1, accepted: {} }));
    take(joins(1_000, 'c2', somebody('bob')));
    take(shows(1_300, 'c3', { heartbeat: {} }));
    expect(namesOf(unit.others())).toEqual(['seconds']);
    take(joins(1_001, 'c4', somebody('cyd')));
    take(joined(1_005, 'c2', somebody('bob')));
    take(shows(9_000, 'c2', { heartbeat: {} }));
    expect(unit.others()).toEqual([]);
    take(joined(1_101, 'c4', somebody('cyd')));
    expect(namesOf(unit.others())).toEqual(['microseconds', 'nanoseconds']);
  });
});
