/** How a room object comes to its end by the application's wish, and what it is told in the end. */
import { describe, expect, it, test } from 'vitest';
import { PlayedClient } from './testing/played-client.test.helper.js';

describe('leave()', () => {
  it('sends Leave, once, and is done when RoomLeft has come', () => {
    const client = PlayedClient.in();
    expect(client.leave(1)).toEqual(['sends over 1: #1 leave ack 1']);
    expect([client.leave(2), client.dispose()]).toEqual([[], []]);
    expect(client.roomLeft({ code: 1101, said: '' }, { replyTo: 1 })).toEqual([
      'closes 1 with 1000',
      'call 1 done',
      'call 2 done',
      'roomLeft 1101 SERVER',
    ]);
    expect([client.leave(3), client.dispose()]).toEqual([['call 3 done'], []]);
  });

  it('is what dispose() is, with no call to settle', () => {
    const client = PlayedClient.in();
    expect(client.dispose()).toEqual(['sends over 1: #1 leave ack 1']);
    expect(client.roomLeft(null)).toEqual(['closes 1 with 1000', 'roomLeft 1007 LOCAL']);
  });

  it('is over at once while nobody has heard of the room object', () => {
    const client = new PlayedClient();
    client.join();
    expect(client.leave(1)).toEqual(['closes 1 with 4101', 'call 1 done', 'roomLeft 1101 LOCAL']);
  });

  it('follows the first Join', () => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    expect(client.leave(1)).toEqual(['sends over 1: #1 leave ack 0']);
  });

  it('opens a connection where there is none, and waits for one that opens', () => {
    const client = PlayedClient.lost();
    client.failed();
    expect(client.leave(1)).toEqual(['opens 3 for resume']);
    client.opened();
    expect(client.resumed()).toEqual(['sends over 3: #1 leave ack 1']);
    const opening = PlayedClient.lost();
    expect(opening.leave(1)).toEqual([]);
  });

  it('fails no call where it is refused: it goes on to wait', () => {
    const client = PlayedClient.in();
    client.leave(1);
    expect(client.rejected(5, 1)).toEqual([]);
    expect(client.client.unanswered).toHaveLength(1);
  });

  it('closes with 4101 where no answer comes, and in the end does not wait for the close either', () => {
    const client = PlayedClient.in();
    client.leave(1);
    expect(client.timer('leave patience')).toEqual(['closes 1 with 4101']);
    expect(client.timer('leave bound')).toEqual(['call 1 done', 'roomLeft 1101 LOCAL']);
  });

  it('closes with 4101 where its time is over while it waits for an answer', () => {
    const client = PlayedClient.in();
    client.leave(1);
    expect(client.timer('leave bound')).toEqual(['closes 1 with 4101', 'call 1 done', 'roomLeft 1101 LOCAL']);
  });
});

describe('a page that goes away', () => {
  const asking = () => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    return client;
  };

  it.each([
    ['in the room', () => PlayedClient.in()],
    ['behind the first Join', asking],
  ])('closes with 4101, and listens to what the server still says: %s', (_, begin) => {
    const client = begin();
    expect(client.unload()).toEqual(['closes 1 with 4101']);
    expect([client.name, client.unload()]).toEqual(['leaving', []]);
    expect(client.roomLeft({ code: 1002, said: '' })).toEqual(['roomLeft 1002 SERVER']);
    expect(client.unload()).toEqual([]);
  });

  it('is over at once where nothing can be said', () => {
    const opening = new PlayedClient();
    opening.join();
    expect(opening.unload()).toEqual(['closes 1 with 4101', 'roomLeft 1101 LOCAL']);
    const waiting = PlayedClient.lost();
    waiting.failed();
    expect(waiting.unload()).toEqual(['roomLeft 1101 LOCAL']);
  });
});

describe('the end that a client concludes by itself', () => {
  /** It has asked for a switch, which was sent or was not. */
  const switching = (sent: boolean) => {
    const client = sent ? PlayedClient.in({ resumeWindowMs: 60_000 }) : PlayedClient.lost();
    if (!sent) client.opened();
    client.switch(10);
    if (sent) client.closed();
    return client;
  };

  test.each<[string, () => PlayedClient, string[]]>([
    ['no Joined has come', () => joining(), ['closes 1 with 4101', 'roomLeft 1103 LOCAL']],
    [
      'a switch was sent, and not answered',
      () => switching(true),
      ['closes 2 with 4101', 'call 10 left', 'roomLeft 1104 LOCAL'],
    ],
    ['a switch was never sent', () => switching(false), ['closes 2 with 4101', 'call 10 left', 'roomLeft 1102 LOCAL']],
    ['the time for resuming is over', () => PlayedClient.lost(), ['closes 2 with 4101', 'roomLeft 1102 LOCAL']],
  ])('says why: %s', (_, begin, lines) => {
    const client = begin();
    expect(client.timer(client.name === 'joining' ? 'join limit' : 'resume budget')).toEqual(lines);
  });

  const joining = () => {
    const client = new PlayedClient();
    client.join();
    return client;
  };

  it('keeps nothing of what was, and does nothing more', () => {
    const client = switching(true);
    client.leave(1);
    client.arrived('bob#1', { connection: 1 });
    client.timer('leave bound');
    expect(client.client).toMatchObject({
      connection: null,
      away: false,
      unanswered: [],
      leaves: [],
      participants: [],
      left: { code: 1101, source: 'LOCAL', said: '' },
    });
    expect(client.running).toEqual([]);
  });
});

test('the state has a name', () => {
  const client = new PlayedClient({ resumeWindowMs: 60_000 });
  const names = [client.name];
  const steps = [
    () => client.join(),
    () => client.opened(),
    () => client.joined(),
    () => client.remove(10),
    () => client.switch(11),
    () => client.closed(),
    () => client.leave(1),
    () => client.timer('leave bound'),
  ];
  for (const step of steps) {
    step();
    names.push(client.name);
  }
  expect(names).toEqual([
    'new',
    'joining',
    'joining',
    'joined',
    'joined',
    'switching',
    'reconnecting',
    'leaving',
    'left',
  ]);
});
