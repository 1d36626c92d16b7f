import { describe, expect, it } from 'vitest';
import { DelayMeter } from './delay-meter.js';
import { within } from './later.js';

/** The connection of bob, on a clock that is set by hand. */
function planted(timeoutMs = 600) {
  let now = 0;
  const voice = new DelayMeter('bob', () => now);
  voice.timeoutMs = timeoutMs;
  const at = (ms: number, what: (voice: DelayMeter) => void) => {
    now = ms;
    what(voice);
  };
  return { voice, at };
}

describe('a voice', () => {
  it('knows how long an Ack was on its way out', () => {
    const { voice, at } = planted();
    at(0, (one) => one.spoke());
    at(200, (one) => one.called());
    at(210, (one) => one.spoke());
    at(400, (one) => one.called());
    at(640, (one) => one.spoke());
    expect(voice.late).toEqual([
      { ms: 240, ofMs: 600, what: 'the Ack of bob went out 240 ms after the Heartbeat that it answers' },
    ]);
  });

  it('knows how late a Resume went out, on its way to a connection', () => {
    const { voice, at } = planted();
    at(1_000, (one) => one.returns(950, 300));
    at(1_120, (one) => one.spoke());
    at(1_200, (one) => one.spoke());
    expect(voice.late).toEqual([{ ms: 170, ofMs: 300, what: 'the Resume of bob went out 170 ms late' }]);
  });

  it('knows of a Resume that has not gone out at all', () => {
    const { voice, at } = planted();
    at(1_000, (one) => one.returns(1_000, 300));
    at(1_400, () => {});
    expect(voice.late).toMatchObject([{ ms: 400, ofMs: 300 }]);
  });

  it('knows of a silence that was nearly as long as its server waits', () => {
    const { voice, at } = planted();
    at(0, (one) => one.spoke());
    at(440, (one) => one.spoke());
    expect(voice.late).toEqual([]);
    at(440 + 460, (one) => one.closed());
    expect(voice.late).toEqual([
      { ms: 460, ofMs: 600, what: 'bob was silent for 460 ms, and its server waits 600', meant: true },
    ]);
  });

  it('says nothing where nobody is missed', () => {
    const { voice, at } = planted(0);
    at(0, (one) => one.spoke());
    at(0, (one) => one.called());
    at(90_000, (one) => one.spoke());
    expect(voice.late).toEqual([]);
  });
});

describe('how long an answer may take', () => {
  it('counts from when the suite had what it needs to ask', async () => {
    let made = (): void => {};
    const token = new Promise<void>((resolve) => {
      made = resolve;
    });
    const asked = within(new Promise<never>(() => {}), 1, token);
    const early = await Promise.race([asked.then(() => 'given up'), within(new Promise<never>(() => {}), 30)]);
    expect(early).toBeUndefined();
    made();
    expect(await asked).toBeUndefined();
  });

  it('does not begin where the answer is there before', async () => {
    expect(await within(Promise.resolve('answer'), 1, new Promise(() => {}))).toBe('answer');
  });
});
