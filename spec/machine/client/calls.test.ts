/** What the application asks for: numbered at once, sent when it can be, and settled once. */
import { describe, expect, it, test } from 'vitest';
import { PlayedClient } from './testing/played-client.test.helper.js';

const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;

describe('a request', () => {
  it('is numbered, and sent at once in the room', () => {
    const client = PlayedClient.in();
    expect(client.ask(10, 'end')).toEqual(['sends over 1: #1 end ack 1']);
    expect(client.remove(11)).toEqual(['sends over 1: #2 remove bob#1 ack 1']);
    expect(client.switch(12)).toEqual(['sends over 1: #3 switchRoom green key ack 1']);
  });

  it('may follow the first Join at once, and waits for a connection before', () => {
    const client = new PlayedClient();
    client.join();
    expect(client.ask(10, 'end')).toEqual([]);
    expect(client.opened()).toEqual(['sends over 1: join secret ack 0', 'sends over 1: #1 end ack 0']);
    expect(client.ask(11, 'changeMode')).toEqual(['sends over 1: #2 changeMode ack 0']);
    expect(client.joined({ lastRequest: 2 })).toEqual(['joined session as me']);
  });

  it('waits behind a repeated Join, and is sent again if it was not taken up', () => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    client.ask(10, 'end');
    client.remove(11);
    client.closed();
    expect(client.ask(12, 'changeMode')).toEqual([]);
    client.timer('next attempt');
    expect(client.opened()).toEqual(['sends over 2: join secret ack 0']);
    expect(client.ask(13, 'end')).toEqual([]);
    expect(client.joined({ lastRequest: 1 })).toEqual([
      'joined session as me',
      'sends over 2: #2 remove bob#1 ack 1',
      'sends over 2: #3 changeMode ack 1',
      'sends over 2: #4 end ack 1',
    ]);
  });

  it('is sent where it never was, whatever the server says it has taken up', () => {
    const client = PlayedClient.lost();
    client.ask(10, 'end');
    client.opened();
    expect(client.resumed(9)).toEqual(['sends over 2: #1 end ack 1']);
  });

  it('waits behind a Resume, is sent again if it was not taken up, and each time over the newest connection', () => {
    const client = PlayedClient.in({ resumeWindowMs: 60_000 });
    client.ask(10, 'changeMode');
    client.remove(11);
    client.closed();
    client.opened();
    expect(client.ask(12, 'end')).toEqual([]);
    expect(client.resumed(1)).toEqual(['sends over 2: #2 remove bob#1 ack 1', 'sends over 2: #3 end ack 1']);
    client.closed();
    client.opened();
    expect(client.resumed(3)).toEqual([]);
    expect(client.ask(13, 'end')).toEqual(['sends over 3: #4 end ack 1']);
  });
});

describe('a call', () => {
  const asking = () => {
    const client = PlayedClient.in({ resumeWindowMs: 60_000 });
    client.ask(10, 'end');
    client.remove(11);
    client.switch(12);
    client.ask(13, 'changeMode');
    return client;
  };
  const requests = [1, 2, 3, 4];

  test.each(requests)('whose request is refused fails alone: %i', (request) => {
    const client = asking();
    expect(client.rejected(NOT_FOUND, request)).toEqual([`call ${9 + request} refused 5 no`]);
    expect(client.client.unanswered.map((one) => one.request)).toEqual(requests.filter((one) => one !== request));
    expect(client.rejected(NOT_FOUND, request)).toEqual([]);
  });

  it('is done when a Remove is accepted; what else is accepted has another answer to wait for', () => {
    const client = asking();
    expect(requests.map((request) => client.accepted(request))).toEqual([[], ['call 11 done'], [], []]);
    expect(client.accepted(2)).toEqual([]);
  });

  it('is done when the Joined of its switch has come, which is no answer to anything else', () => {
    const client = asking();
    expect(client.joined({}, { replyTo: 1 })).toEqual(['switched session as me']);
    expect(client.joined({}, { replyTo: 3 })).toEqual(['call 12 done', 'switched session as me in green']);
    expect(client.name).toBe('joined');
  });

  it('is not settled by an answer that comes before its request was sent', () => {
    const client = PlayedClient.lost();
    client.remove(10);
    client.opened();
    expect([client.accepted(1), client.rejected(NOT_FOUND, 1)]).toEqual([[], []]);
    expect(client.resumed()).toEqual(['sends over 2: #1 remove bob#1 ack 3']);
  });

  it('is done by the RoomLeft that answers it, and fails by that which does not', () => {
    expect(asking().roomLeft({ code: 1008, said: '' }, { replyTo: 1 })).toEqual([
      'closes 1 with 1000',
      'call 10 done',
      ...[11, 12, 13].map((call) => `call ${call} left`),
      'roomLeft 1008 SERVER',
    ]);
  });

  it('fails at once where the room object is leaving, or has left', () => {
    const client = PlayedClient.in();
    client.leave(1);
    expect(client.ask(10, 'end')).toEqual(['call 10 left']);
    client.roomLeft(null);
    expect(client.ask(11, 'end')).toEqual(['call 11 left']);
    const left = PlayedClient.in();
    left.roomLeft(null);
    expect(left.ask(12, 'end')).toEqual(['call 12 left']);
  });
});

describe('a refusal', () => {
  /** The second Join is not answered yet. */
  function repeated(): PlayedClient {
    const client = new PlayedClient();
    client.join();
    client.opened();
    client.closed();
    client.timer('next attempt');
    client.opened();
    return client;
  }

  it.each([NOT_FOUND, ALREADY_EXISTS])('of the first Join is the end, by code %i too', (code) => {
    const client = new PlayedClient();
    client.join();
    client.opened();
    expect(client.rejected(code)).toEqual(['closes 1 with 4101', 'roomLeft 1103 LOCAL']);
  });

  it('of a repeated Join may mean that the loss is not noticed yet: another attempt is made', () => {
    const client = repeated();
    expect(client.rejected(ALREADY_EXISTS)).toEqual(['closes 2 with 3000']);
    expect(client.timer('next attempt')).toEqual(['opens 3 for join']);
  });

  it('of a repeated Join is the end for any other reason, and where the application has left', () => {
    expect(repeated().rejected(NOT_FOUND)).toEqual(['closes 2 with 4101', 'roomLeft 1103 LOCAL']);
    const leaving = repeated();
    leaving.leave(1);
    expect(leaving.rejected(ALREADY_EXISTS)).toEqual(['closes 2 with 4101', 'call 1 done', 'roomLeft 1101 LOCAL']);
  });

  it.each([NOT_FOUND, ALREADY_EXISTS])('of a Resume is the end, by code %i too', (code) => {
    const client = PlayedClient.lost();
    client.opened();
    expect(client.rejected(code)).toEqual(['closes 2 with 4101', 'roomLeft 1001 LOCAL']);
  });

  it('of a Resume is the end where a Join was repeated before, too', () => {
    const client = repeated();
    client.joined({ resumeWindowMs: 60_000 });
    client.closed();
    client.opened();
    expect(client.rejected(ALREADY_EXISTS)).toEqual(['closes 3 with 4101', 'roomLeft 1001 LOCAL']);
  });

  it('of nothing changes nothing', () => {
    const client = PlayedClient.in();
    expect(client.rejected(NOT_FOUND)).toEqual([]);
    const asking = PlayedClient.lost();
    asking.opened();
    expect(asking.hear({ kind: 'rejected', code: NOT_FOUND, said: '' })).toEqual([]);
    expect([client.name, asking.name]).toEqual(['joined', 'reconnecting']);
  });
});
