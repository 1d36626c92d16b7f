/** Which timers run, and for how long: what an event starts and stops. */
import { describe, expect, it, test } from 'vitest';
import { PlayedClient } from './testing/played-client.test.helper.js';

const config = { joinLimitMs: 30_000, attemptMs: 10_000, firstWaitMs: 100, longestWaitMs: 800 };
const joining = () => {
  const client = new PlayedClient({}, config);
  client.join();
  return client;
};

describe('while it joins', () => {
  it('has a limit to the whole, and to each attempt, before it is open and then anew', () => {
    const client = joining();
    expect(client.timers).toEqual(['starts join limit: 30000', 'starts attempt: 10000']);
    client.opened();
    expect(client.timers).toEqual(['starts attempt: 10000']);
    client.closed();
    expect(client.timers).toEqual(['stops attempt', 'starts next attempt: 100 or less']);
    client.timer('next attempt');
    expect(client.timers).toEqual(['starts attempt: 10000', 'stops next attempt']);
    client.opened();
    client.joined();
    expect(client.timers).toEqual(['stops join limit', 'stops attempt']);
    expect(client.running).toEqual([]);
  });
});

describe('silence', () => {
  const inside = () => PlayedClient.in({ resumeWindowMs: 60_000, heartbeatTimeoutMs: 1500 }, config);

  it('is a loss: the connection is closed, and the next one opened', () => {
    const client = inside();
    expect(client.timers).toContain('starts silence: 1500');
    expect(client.timer('silence')).toEqual(['closes 1 with 3000', 'opens 2 for resume']);
    expect(client.timers).toEqual(['starts attempt: 10000', 'stops silence', 'starts resume budget: 61500']);
  });

  it('begins anew with each message, whatever it is worth, and with nothing else', () => {
    const client = inside();
    client.arrived('bob#1', { sequence: 1 });
    expect(client.timers).toEqual(['starts silence: 1500']);
    client.ask(10, 'end');
    expect(client.timers).toEqual([]);
    client.arrived('bob#1', { connection: 9 });
    expect(client.timers).toEqual([]);
  });

  it('is nothing where no time-out was announced', () => {
    const client = PlayedClient.in({ resumeWindowMs: 60_000 }, config);
    expect(client.running).toEqual([]);
    expect(client.timer('silence')).toEqual([]);
    expect(client.name).toBe('joined');
    client.closed();
    client.opened();
    expect(client.timers).toEqual(['starts attempt: 10000']);
  });

  it('bounds the answer to a Resume too, where that is sooner', () => {
    const client = inside();
    client.closed();
    client.opened();
    expect(client.timers).toEqual(['starts attempt: 1500']);
    const patient = PlayedClient.lost({ heartbeatTimeoutMs: 20_000 }, config);
    patient.opened();
    expect(patient.timers).toEqual(['starts attempt: 10000']);
  });

  it('is over with a goodbye, and with the end', () => {
    const client = inside();
    client.unload();
    expect(client.timers).toEqual(['stops silence', 'starts leave bound: 4500']);
    const left = inside();
    left.roomLeft(null);
    expect(left.timers).toEqual(['stops silence']);
  });
});

describe('while it is away', () => {
  it('has a budget of the window and the time-out, which no attempt begins anew', () => {
    const client = PlayedClient.lost({ resumeWindowMs: 4000 }, config);
    expect(client.timers).toEqual(['starts attempt: 10000', 'starts resume budget: 4000']);
    client.failed();
    expect(client.timers).toEqual(['stops attempt', 'starts next attempt: 100 or less']);
    client.timer('next attempt');
    client.opened();
    expect(client.timers).toEqual(['starts attempt: 10000']);
    client.resumed();
    expect(client.timers).toEqual(['stops attempt', 'stops resume budget']);
  });
});

describe('while it leaves', () => {
  it('has a bound, and waits for the answer from when Leave is sent', () => {
    const client = PlayedClient.in({}, config);
    client.ask(10, 'end');
    expect(client.running).toEqual([]);
    client.leave(1);
    expect(client.timers).toEqual(['starts leave patience: 2100', 'starts leave bound: 4500']);
    client.leave(2);
    expect(client.timers).toEqual([]);
    client.timer('leave patience');
    expect(client.timers).toEqual(['stops leave patience']);
    client.closed(1006);
    expect(client.timers).toEqual(['stops leave bound']);
  });

  it('waits behind the first Join too', () => {
    const client = joining();
    client.opened();
    client.leave(1);
    expect(client.timers).toEqual(['starts leave patience: 2100', 'starts leave bound: 4500']);
  });

  it('waits for the answer anew where Leave is sent over another connection', () => {
    const client = PlayedClient.in({ resumeWindowMs: 60_000 }, config);
    client.leave(1);
    client.closed();
    expect(client.timers).toContain('stops leave patience');
    client.opened();
    expect(client.timers).toEqual(['starts attempt: 10000']);
    expect(client.resumed()).toEqual(['sends over 2: #1 leave ack 1']);
    expect(client.timers).toContain('starts leave patience: 2100');
  });

  it('waits for the answer to a Leave that the server has taken up over an earlier connection', () => {
    const client = PlayedClient.in({ resumeWindowMs: 60_000 }, config);
    client.leave(1);
    client.closed();
    client.opened();
    expect(client.resumed(1)).toEqual([]);
    expect(client.running).toEqual(['leave patience', 'leave bound']);
  });
});

test('a timer that does not run cannot run out', () => {
  const client = PlayedClient.in({ resumeWindowMs: 60_000 }, config);
  const before = client.client;
  for (const timer of [
    'join limit',
    'attempt',
    'next attempt',
    'silence',
    'resume budget',
    'leave patience',
    'leave bound',
  ] as const)
    expect(client.timer(timer), timer).toEqual([]);
  expect(client.client).toBe(before);
});

test('everything stops with the end', () => {
  const client = PlayedClient.lost({ heartbeatTimeoutMs: 1500 }, config);
  client.leave(1);
  client.failed();
  expect(client.running).toEqual(['next attempt', 'resume budget', 'leave bound']);
  client.timer('leave bound');
  expect(client.timers).toEqual(['stops next attempt', 'stops resume budget', 'stops leave bound']);
  expect(joined().timers).toEqual(['stops join limit', 'stops attempt']);
});

/** Removed while it joins. */
function joined(): PlayedClient {
  const client = joining();
  client.opened();
  client.roomLeft(null);
  return client;
}
