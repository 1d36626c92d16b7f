/** What the stamps of a log show of its clock, line by line. */
import { describe, expect, it } from 'vitest';
import { ann, closes, entryOf, joins, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import type { LogEntry } from '../../exchange/log.js';
import { Clock } from './clock.js';

const heartbeat = (at: number, connection = 'c1') => shows(at, connection, { heartbeat: {} });
const accepted = (at: number, connection = 'c1') => shows(at, connection, { accepted: {} });
/** Heartbeats are announced every ten seconds. */
const welcomed = (at: number, heartbeatIntervalMs = 10_000) =>
  shows(at, 'c1', { sequence: 1, joined: { sessionId: 's1', participationId: 'p1', heartbeatIntervalMs } });

/** What is shown by each line, and the stamps as they are judged. */
function read(talk: Talk, clock = new Clock()) {
  const shown = talk.map((line) => {
    const entry: LogEntry = clock.read(entryOf(line));
    const { jump, nudge, quiet } = clock;
    return { at: entry.at, jump, nudge, quiet };
  });
  return { clock, at: shown.map(({ at }) => at), jumps: shown.map(({ jump }) => jump), shown };
}

const accepting = (...stamps: readonly number[]): Talk => stamps.map((at) => accepted(at));

describe('a clock that goes back', () => {
  it('by more than a second was set, and the stamps behind go on from before', () => {
    const { at, jumps, clock } = read(accepting(5_000, 3_999, 4_100, 2_000, 2_500));
    expect(jumps).toEqual([
      undefined,
      { kind: 'back', before: 5_000, at: 3_999 },
      undefined,
      { kind: 'back', before: 4_100, at: 2_000 },
      undefined,
    ]);
    expect(at).toEqual([5_000, 5_000, 5_101, 5_101, 5_601]);
    expect(clock.offset).toBe(3_101);
  });

  it.each([
    [1_000, 5_000, 4_000, 1_000],
    [1_000, 5_000, 4_994, 6],
    [1_000, 5_000, 4_995, 0],
    [300, 5_000, 4_701, 299],
  ])('by no more than %i ms, from %i to %i, was not set: it went back by %i', (slackMs, before, at, nudge) => {
    const clock = new Clock();
    clock.restart(slackMs);
    const { shown } = read([...accepting(before, at), ...accepting(before)], clock);
    expect(shown.map((one) => [one.at, one.jump, one.nudge])).toEqual([
      [before, undefined, 0],
      [at, undefined, nudge],
      [before, undefined, 0],
    ]);
  });

  it('by more than the head allows was set', () => {
    const clock = new Clock();
    clock.restart(300);
    expect(read(accepting(5_000, 4_699), clock).jumps[1]).toEqual({ kind: 'back', before: 5_000, at: 4_699 });
  });

  it('twice by a little is measured from the latest stamp for a jump, and from the line before for a nudge', () => {
    const { shown, jumps } = read(accepting(5_000, 4_500, 4_450, 4_000, 3_999));
    expect(shown.map(({ nudge }) => nudge)).toEqual([0, 500, 50, 450, 0]);
    expect(jumps[4]).toEqual({ kind: 'back', before: 5_000, at: 3_999 });
  });

  it('is measured in the unit that it counts', () => {
    expect(read(accepting(1.7e15, 1.7e15 - 999_000, 1.7e15 - 1_001_000)).jumps.map((one) => one?.kind)).toEqual([
      undefined,
      undefined,
      'back',
    ]);
    expect(read(accepting(1.7e15, 1.7e15 - 4_000)).shown[1]?.nudge).toBe(0);
  });
});

describe('a time in which nothing is logged', () => {
  it.each([
    [2_000, false],
    [2_001, true],
  ])('is noted where it is longer than a second: from 1000 to %i, %s', (at, quiet) => {
    expect(read(accepting(1_000, at)).shown.map((one) => one.quiet)).toEqual([true, quiet]);
  });

  it('is one second in any unit', () => {
    const quiet = (at: number) => read(accepting(1.7e15, at)).shown[1]?.quiet;
    expect([quiet(1.7e15 + 1_000_000), quiet(1.7e15 + 1_000_001)]).toEqual([false, true]);
  });
});

describe('a clock that goes forward', () => {
  const beating = [welcomed(1_000), heartbeat(11_000)];

  it('was set, or the system stood still, where two Heartbeats and a second are missing', () => {
    expect(read([...beating, accepted(32_001)]).jumps[2]).toEqual({
      kind: 'forward',
      before: 11_000,
      at: 32_001,
      silent: 'c1',
    });
    expect(read([...beating, accepted(32_000)]).jumps[2]).toBeUndefined();
  });

  it('is named with its stamps as they are written', () => {
    const { jumps } = read([...beating, accepted(5_000), heartbeat(6_000), accepted(90_000)]);
    expect(jumps[4]).toEqual({ kind: 'forward', before: 6_000, at: 90_000, silent: 'c1' });
  });

  it.each<[string, Talk]>([
    ['nobody was shown a Heartbeat', [welcomed(1_000), accepted(11_000)]],
    ['none is announced', [welcomed(1_000, 0), heartbeat(11_000)]],
    ['nobody was welcomed', [heartbeat(11_000)]],
    ['the connection that was shown them is closed', [...beating, closes(12_000, 'c1', 1000)]],
    ['the last one was long ago by then', [...beating, ...accepting(20_000, 30_000, 32_001)]],
  ])('shows nothing where %s', (_, talk) => {
    expect(read([...talk, accepted(90_000)]).jumps.at(-1)).toBeUndefined();
  });

  it('is shown by whichever connection was shown them lately', () => {
    const talk: Talk = [...beating, joins(30_000, 'c2', ann), heartbeat(40_000, 'c2'), accepted(90_000)];
    expect(read(talk).jumps.at(-1)).toMatchObject({ silent: 'c2' });
    const gone: Talk = [...beating, heartbeat(12_000, 'c2'), closes(12_001, 'c1', 1000), accepted(90_000)];
    expect(read(gone).jumps.at(-1)).toMatchObject({ silent: 'c2' });
  });

  it('is said once: what was shown before tells nothing any more', () => {
    expect(read([...beating, accepted(90_000), accepted(190_000)]).jumps.map((one) => one?.kind)).toEqual([
      undefined,
      undefined,
      'forward',
      undefined,
    ]);
  });

  it('is no jump where the last line before was not long ago', () => {
    const { jumps } = read([...beating, accepted(20_000), accepted(33_000)]);
    expect(jumps).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('a clock behind a head', () => {
  const behind = (...stamps: readonly number[]) => {
    const { clock } = read(accepting(9_000, 5_000));
    clock.restart(1_000);
    return read(accepting(...stamps), clock);
  };

  it.each([
    [4_994, { kind: 'anew', before: 5_000, at: 4_994 }],
    [4_995, undefined],
    [8_000, undefined],
  ])('may begin anew: at %i behind 5000, that is %j', (at, jump) => {
    const { clock, jumps, shown } = behind(at, at + 1);
    expect(jumps).toEqual([jump, undefined]);
    expect(shown.map((one) => one.at)).toEqual([at, at + 1]);
    expect(clock.offset).toBe(0);
  });

  it('remembers the latest stamp over a head that nothing is behind', () => {
    const { clock } = read(accepting(9_000));
    clock.restart(1_000);
    clock.restart(1_000);
    expect(read(accepting(2_000), clock).jumps).toEqual([{ kind: 'anew', before: 9_000, at: 2_000 }]);
  });

  it('is no clock that goes forward: nobody has been shown Heartbeats yet', () => {
    const { clock } = read([welcomed(1_000), heartbeat(11_000)]);
    clock.restart(1_000);
    expect(read(accepting(20_000, 90_000), clock).jumps).toEqual([undefined, undefined]);
  });

  it('has nothing before it in a fresh log', () => {
    const clock = new Clock();
    clock.restart(1_000);
    expect(read(accepting(-5_000, -4_000), clock).jumps).toEqual([undefined, undefined]);
  });
});

it('what the clock counts, and the first stamp, are told', () => {
  const { clock } = read(accepting(1.7e15));
  expect([clock.unit, clock.others, clock.firstStamp]).toEqual([1e-3, [], 1.7e15]);
  expect(read(accepting(5)).clock.others).toEqual([1_000]);
});
