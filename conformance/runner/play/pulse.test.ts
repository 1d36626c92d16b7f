import { describe, expect, it } from 'vitest';
import { Pulse } from './pulse.js';

/**
 * A process on command: each sample comes `lateMs` late, and its work takes `slowdown` times its time.
 */
function planted() {
  let now = 0;
  let activeMs = 0;
  let cpuMs = 0;
  const pulse = new Pulse({ now: () => now, activeMs: () => activeMs, cpuMs: () => cpuMs });
  const pass = (samples: number, { lateMs = 0, workMs = 1, slowdown = 1 } = {}) => {
    for (let sample = 0; sample < samples; sample += 1) {
      now += 20 + lateMs;
      cpuMs += workMs;
      activeMs += workMs * slowdown;
      pulse.tick();
    }
  };
  return { pulse, pass, now: () => now };
}

describe('the pulse of this process', () => {
  it('is steady where nothing is in the way', () => {
    const { pulse, pass } = planted();
    pulse.start();
    pass(50);
    expect(pulse.since(0)).toEqual({ worstMs: 0, starved: false });
    pulse.stop();
  });

  it('knows how late the loop was at worst, and since when', () => {
    const { pulse, pass, now } = planted();
    pulse.start();
    pass(5, { lateMs: 300 });
    const from = now();
    pass(5, { lateMs: 30 });
    expect(pulse.since(0).worstMs).toBe(300);
    expect(pulse.since(from).worstMs).toBe(30);
    pulse.stop();
  });

  it('is starved where its work takes twice as long as it should', () => {
    const { pulse, pass } = planted();
    pulse.start();
    pass(10, { workMs: 5, slowdown: 1.5 });
    expect(pulse.since(0).starved).toBe(false);
    pass(20, { workMs: 5, slowdown: 3 });
    expect(pulse.since(0).starved).toBe(true);
    pulse.stop();
  });

  it('is not starved by a chance of a few milliseconds', () => {
    const { pulse, pass } = planted();
    pulse.start();
    pass(3, { workMs: 1, slowdown: 5 });
    expect(pulse.since(0).starved).toBe(false);
    pulse.stop();
  });

  it('sees a sample that is still due', () => {
    let now = 0;
    const pulse = new Pulse({ now: () => now, activeMs: () => 0, cpuMs: () => 0 });
    pulse.start();
    now = 420;
    expect(pulse.since(0).worstMs).toBe(400);
    pulse.stop();
  });
});
