/** What a client takes up of what the server says, in which order, and what it acknowledges. */
import { describe, expect, it, test } from 'vitest';
import { PlayedClient } from './testing/played-client.test.helper.js';

describe('the place of a message', () => {
  const inside = () => PlayedClient.in({ resumeWindowMs: 60_000 });

  it('is the next one: it counts, whatever its kind', () => {
    const client = inside();
    expect(client.arrived('bob#1')).toEqual(['+bob#1']);
    expect(client.hear({ kind: 'unknown' })).toEqual([]);
    expect(client.client.received).toBe(3);
  });

  it('was there before: it is dropped', () => {
    const client = inside();
    client.arrived('bob#1');
    for (const sequence of [1, 2]) expect(client.arrived('cyd#1', { sequence })).toEqual([]);
    expect(client.client.received).toBe(2);
  });

  it('leaves a gap: the connection is lost, and nothing of it is taken up', () => {
    const client = inside();
    expect(client.arrived('cyd#1', { sequence: 3 })).toEqual(['closes 1 with 3000', 'opens 2 for resume']);
    expect(client.client).toMatchObject({ received: 1, participants: [] });
  });

  it('is outside of the order: it does not count', () => {
    const client = inside();
    expect(client.arrived('cyd#1', { sequence: 0 })).toEqual(['+cyd#1']);
    expect(client.client.received).toBe(1);
  });

  it('is in front of Joined: the connection is lost', () => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    expect(client.arrived('bob#1')).toEqual(['closes 1 with 3000']);
    expect(client.client.received).toBe(0);
  });

  it.each([0, 1, 2, 9])('does not matter for RoomLeft: %i', (sequence) => {
    const removed = { code: 1002, said: 'go' };
    const lines = ['closes 1 with 1000', 'roomLeft 1002 SERVER "go"'];
    expect(inside().roomLeft(removed, { sequence })).toEqual(lines);
    const joining = new PlayedClient();
    joining.join();
    joining.opened();
    expect(joining.roomLeft(removed, { sequence })).toEqual(lines);
  });

  it('does not matter behind a goodbye: RoomLeft alone is heard', () => {
    const client = inside();
    client.unload();
    expect(client.arrived('bob#1')).toEqual([]);
    expect(client.arrived('bob#1', { sequence: 9 })).toEqual([]);
    expect(client.client.received).toBe(1);
    expect(client.roomLeft({ code: 1002, said: '' })).toEqual(['roomLeft 1002 SERVER']);
  });
});

describe('an Ack', () => {
  it('goes out for many messages that nothing else has acknowledged', () => {
    const client = PlayedClient.in({}, { ackEvery: 3 });
    expect([client.arrived('a#1'), client.arrived('b#1')]).toEqual([['+a#1'], ['+b#1', 'sends over 1: ack ack 3']]);
    client.arrived('c#1');
    expect(client.ask(1, 'end')).toEqual(['sends over 1: #1 end ack 4']);
    for (const one of ['d#1', 'e#1']) expect(client.arrived(one)).toEqual([`+${one}`]);
    expect(client.arrived('f#1')).toEqual(['+f#1', 'sends over 1: ack ack 7']);
  });

  it('answers each Heartbeat, behind the first Join too', () => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    expect(client.heartbeat()).toEqual(['sends over 1: ack ack 0']);
    client.joined();
    expect(client.heartbeat()).toEqual(['sends over 1: ack ack 1']);
    expect(client.heartbeat()).toEqual(['sends over 1: ack ack 1']);
  });

  it('is not sent behind a Resume, or a repeated Join, that is not answered', () => {
    const resuming = PlayedClient.lost({}, { ackEvery: 2 });
    resuming.opened();
    expect(resuming.heartbeat()).toEqual([]);
    expect([resuming.arrived('a#1'), resuming.arrived('b#1')]).toEqual([['+a#1'], ['+b#1']]);
    const joining = new PlayedClient();
    joining.join();
    joining.opened();
    joining.closed();
    joining.timer('next attempt');
    joining.opened();
    expect(joining.heartbeat()).toEqual([]);
  });
});

describe('who is there', () => {
  const me = { participant: 'me', participation: 'me', role: 'host' } as const;
  const bob = { participant: 'bob', participation: 'bob#1', role: 'attendee' } as const;

  it('is told by Joined: the others, and not the room object itself', () => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    expect(client.joined({ roster: [me, bob] })).toEqual(['joined session as me']);
    expect(client.participants).toEqual(['bob#1']);
    expect(client.client).toMatchObject({ own: ['me'], token: 'token' });
  });

  it('is told anew by the Joined of a switch, where nobody is whom the room object was itself', () => {
    const client = PlayedClient.in({ roster: [bob] });
    client.switch(1);
    const there = { session: 'other', participation: 'me#2', roster: [me, { ...bob, participation: 'bob#2' }] };
    expect(client.joined(there, { replyTo: 1 })).toEqual(['call 1 done', 'switched other as me#2 in green']);
    expect(client.participants).toEqual(['bob#2']);
    expect(client.client.own).toEqual(['me', 'me#2']);
    client.joined(there);
    expect(client.client.own).toEqual(['me', 'me#2']);
  });

  it('grows by those who are new, and by nobody else', () => {
    const client = PlayedClient.in({ roster: [bob] });
    for (const known of ['bob#1', 'me']) expect(client.arrived(known)).toEqual([]);
    expect(client.arrived('bob#2')).toEqual(['+bob#2']);
    expect(client.participants).toEqual(['bob#1', 'bob#2']);
  });

  it('loses exactly who departs; of a stranger the application is told as well', () => {
    const client = PlayedClient.in({ roster: [bob] });
    client.arrived('bob#2');
    expect(client.departed('bob#1')).toEqual(['-bob#1 of bob 1007 LOCAL']);
    expect(client.participants).toEqual(['bob#2']);
    expect(client.departed('eve#1')).toEqual(['-eve#1 of eve 1007 LOCAL']);
    expect(client.departed('me')).toEqual([]);
    expect(client.client.received).toBe(5);
  });

  test.each([
    [null, '1007 LOCAL'],
    [{ code: 0, said: 'nothing' }, '1007 LOCAL'],
    [{ code: 1002, said: '' }, '1002 SERVER'],
    [{ code: 1042, said: 'of a later revision' }, '1042 SERVER "of a later revision"'],
  ])('departs for a reason that only the server may have given: %j', (reason, words) => {
    expect(PlayedClient.in().departed('bob#1', reason)).toEqual([`-bob#1 of bob ${words}`]);
    expect(PlayedClient.in().roomLeft(reason)).toEqual(['closes 1 with 1000', `roomLeft ${words}`]);
  });
});

describe('a Resumed that nobody has asked for', () => {
  it('changes nothing', () => {
    const inside = PlayedClient.in();
    inside.resumed();
    expect(inside.client.token).toBe('token');
    const joining = new PlayedClient();
    joining.join();
    joining.opened();
    joining.resumed();
    expect(joining.client).toMatchObject({ token: '', connection: { phase: 'asking' } });
  });
});
