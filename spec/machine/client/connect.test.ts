/** Getting a connection, losing it, and trying again. */
import { describe, expect, it, test } from 'vitest';
import { PlayedClient } from './testing/played-client.test.helper.js';

/** Its first connection was lost while its Join was on the way, and the second one is opening. */
function again(): PlayedClient {
  const client = new PlayedClient();
  client.join();
  client.opened();
  client.closed();
  client.timer('next attempt');
  return client;
}

describe('an attempt', () => {
  it('to join sends Join, with its secret', () => {
    const client = new PlayedClient();
    expect(client.join()).toEqual(['opens 1 for join']);
    expect(client.opened()).toEqual(['sends over 1: join secret ack 0']);
  });

  it('that fails, or is cut off before its answer, is followed by a wait and the same Join', () => {
    const client = new PlayedClient();
    client.join();
    expect(client.failed()).toEqual([]);
    expect(client.timer('next attempt')).toEqual(['opens 2 for join']);
    client.opened();
    expect(client.closed()).toEqual([]);
    expect(client.timer('next attempt')).toEqual(['opens 3 for join']);
    expect(client.opened()).toEqual(['sends over 3: join secret ack 0']);
    expect(client.client).toMatchObject({ joins: 2, failures: 2 });
  });

  it.each([
    ['opening', (client: PlayedClient) => client.join()],
    ['unanswered', (client: PlayedClient) => [client.join(), client.opened()]],
  ])('that takes too long is given up, and another one made: %s', (_, begin) => {
    const client = new PlayedClient();
    begin(client);
    expect(client.timer('attempt')).toEqual(['closes 1 with 3000']);
    expect(client.timer('next attempt')).toEqual(['opens 2 for join']);
  });

  it('to come back sends Resume, with the newest token and how much was received', () => {
    const client = PlayedClient.lost();
    expect(client.opened()).toEqual(['sends over 2: resume token 1 ack 1']);
    expect(client.resumed(0, 'newer')).toEqual([]);
    expect(client.name).toBe('joined');
    client.arrived('bob#1');
    client.closed();
    expect(client.opened()).toEqual(['sends over 3: resume newer 2 ack 2']);
  });

  it('to come back counts failures anew with each loss', () => {
    const client = again();
    client.opened();
    client.joined({ resumeWindowMs: 60_000 });
    expect(client.client.failures).toBe(0);
    client.closed();
    client.failed();
    client.timer('next attempt');
    client.opened();
    client.resumed();
    client.closed();
    expect(client.client).toMatchObject({ failures: 0, away: true });
  });
});

describe('a WebSocket whose server does not speak the protocol', () => {
  it('ends the first attempt', () => {
    const client = new PlayedClient();
    client.join();
    expect(client.refused()).toEqual(['closes 1 with 4101', 'roomLeft 1103 LOCAL']);
  });

  it('is something in between once a Join was sent: another attempt is made', () => {
    const client = again();
    expect(client.refused()).toEqual(['closes 2 with 3000']);
    expect(client.timer('next attempt')).toEqual(['opens 3 for join']);
  });
});

describe('a close that the client did not begin', () => {
  const lost = [1000, 1006, 4000, 4200, 4499, 5000];
  const left = [4001, 4101, 4199, 4500, 4999];

  test.each(lost)('with %i is a loss', (code) => {
    const client = PlayedClient.in({ resumeWindowMs: 1000 });
    expect(client.closed(code)).toEqual(['opens 2 for resume']);
    expect(client.name).toBe('reconnecting');
  });

  test.each(left)('with %i is a RoomLeft whose code is 3000 less', (code) => {
    const client = PlayedClient.in({ resumeWindowMs: 1000 });
    expect(client.closed(code)).toEqual([`roomLeft ${code - 3000} SERVER`]);
  });

  test('is the end where the server offers no resumption', () => {
    expect(PlayedClient.in().closed()).toEqual(['roomLeft 1001 LOCAL']);
  });
});

describe('a close that the client began by 4101', () => {
  test.each([
    [4101, 'roomLeft 1101 LOCAL'],
    [1006, 'roomLeft 1101 LOCAL'],
    [4002, 'roomLeft 1002 SERVER'],
  ])('and that is answered with %i: %s', (code, line) => {
    const client = PlayedClient.in({ resumeWindowMs: 1000 });
    client.unload();
    expect(client.closed(code)).toEqual([line]);
  });
});

describe('a frame that is no message', () => {
  it('loses the connection', () => {
    const client = PlayedClient.in({ resumeWindowMs: 1000 });
    expect(client.undecodable()).toEqual(['closes 1 with 3000', 'opens 2 for resume']);
  });

  it('changes nothing behind a goodbye', () => {
    const client = PlayedClient.in({ resumeWindowMs: 1000 });
    client.unload();
    expect(client.undecodable()).toEqual([]);
    expect(client.closed(4002)).toEqual(['roomLeft 1002 SERVER']);
  });
});

describe('what does not concern a room object', () => {
  it('is anything on a connection that it has given up', () => {
    const client = PlayedClient.lost();
    const before = client.client;
    for (const one of [client.opened, client.refused, client.failed, client.undecodable]) expect(one(1)).toEqual([]);
    expect(client.closed(4002, 1)).toEqual([]);
    expect(client.roomLeft(null, { connection: 1 })).toEqual([]);
    expect(client.client).toBe(before);
  });

  it('is a second join, or anything before the first one', () => {
    const client = new PlayedClient();
    expect([client.leave(1), client.unload(), client.ask(2, 'end'), client.name]).toEqual([[], [], [], 'new']);
    client.join();
    const before = client.client;
    expect(client.join('another')).toEqual([]);
    expect(client.client).toBe(before);
  });

  it('is what a connection does once the room object has left', () => {
    const client = PlayedClient.in();
    client.roomLeft(null);
    const before = client.client;
    expect([client.closed(), client.unload(), client.dispose(), client.timer('leave bound')]).toEqual([[], [], [], []]);
    expect(client.client).toBe(before);
  });
});
