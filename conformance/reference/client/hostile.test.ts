// The reference client against a server that says anything.
import { afterEach, describe, expect, test } from 'vitest';
import {
  departed,
  heartbeat,
  joined,
  type Peer,
  rejected,
  resumed,
  roomLeft,
} from '../server/client-peer.test.helper.js';
import { Stage } from '../server/client-stage.test.helper.js';
import type { ClientWrap, JoinOptions } from './node.js';

const stage = new Stage();
afterEach(() => stage.end());

/** Of a later revision. */
const LATER_FEATURE: number = 99;

const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

/** Somebody who has joined, and the server's end of its connection. */
async function inside(
  peer: Peer,
  fields: Parameters<typeof joined>[0] = {},
  options: Partial<JoinOptions> = {},
  wrap?: ClientWrap,
) {
  const ann = stage.begin(peer.url, 'ann', options, wrap);
  const line = await peer.line(1);
  await line.hears('join');
  line.say(joined(fields), 1);
  await ann.first('joined');
  return { ann, line };
}

const WINDOW = { resumeWindowMs: 2000 };

describe('reasons', () => {
  test.each([
    [roomLeft(1008, 'any text'), 'REMOVE_ALL', 1008, 'SERVER', 'Remove All from the meeting.'],
    [
      roomLeft(1002, 'Participant left the meeting.'),
      'REMOVE_PEER',
      1002,
      'SERVER',
      'Participant was removed from the meeting.',
    ],
    [roomLeft(1042, 'Something new.'), 'UNKNOWN', 1042, 'SERVER', 'Something new.'],
    [roomLeft(), 'UNKNOWN', 1007, 'LOCAL', 'Participant disconnected due to an unknown reason.'],
    [roomLeft(0), 'UNKNOWN', 1007, 'LOCAL', 'Participant disconnected due to an unknown reason.'],
  ])('%j is %s, %i, %s', async (word, type, code, source, message) => {
    const { ann, line } = await inside(await stage.peer());
    line.say(word, 2);
    expect(await ann.first('roomLeft')).toEqual([{ type, code, source, message }]);
  });

  test('an absent one is not a leave, even in answer to a leave', async () => {
    const { ann, line } = await inside(await stage.peer());
    const call = ann.room.leave();
    const { requestId } = await line.hears('leave');
    line.say(roomLeft(), 2, requestId);
    await call;
    expect(await ann.left()).toEqual(['UNKNOWN', 1007, 'LOCAL']);
  });

  test('of others: a stranger, somebody unknown by code, nobody by reason; and never oneself', async () => {
    const { ann, line } = await inside(await stage.peer());
    line.say(departed('cyd#1', 1001), 2);
    line.say(departed('bob#1', 1042), 3);
    line.say(departed('me#1', 1002), 4);
    line.say(departed('dan#1'), 5);
    line.say(roomLeft(1006), 6);
    await ann.left();
    const told = ann.all('participantLeft').map(([name, { type, code, source }]) => [name, type, code, source]);
    expect(told).toEqual([
      ['cyd', 'WEBSOCKET_DISCONNECTED', 1001, 'SERVER'],
      ['bob', 'UNKNOWN', 1042, 'SERVER'],
      ['dan', 'UNKNOWN', 1007, 'LOCAL'],
    ]);
  });
});

describe('a close without RoomLeft', () => {
  test.each([
    [4002, 'REMOVE_PEER', 1002, 'SERVER'],
    [4101, 'MANUAL_LEAVE_CALLED', 1101, 'SERVER'],
    [4542, 'UNKNOWN', 1542, 'SERVER'],
    [4200, 'WEBSOCKET_DISCONNECTED', 1001, 'LOCAL'],
    [1000, 'WEBSOCKET_DISCONNECTED', 1001, 'LOCAL'],
  ])('with %i is %s, %i, %s', async (close, ...reason) => {
    const { ann, line } = await inside(await stage.peer());
    line.socket.close(close);
    expect(await ann.left()).toEqual(reason);
  });

  test('and RoomLeft doubled: roomLeft fires once, and nothing after it', async () => {
    const { ann, line } = await inside(await stage.peer());
    line.say(roomLeft(1002), 2);
    line.say(roomLeft(1008), 3);
    line.say(departed('bob#1', 1001), 4);
    line.socket.close(4008);
    await line.closed();
    expect(await ann.left()).toEqual(['REMOVE_PEER', 1002, 'SERVER']);
    expect(ann.told.map(({ event }) => event)).toEqual(['joined', 'roomLeft']);
  });
});

describe('leaving', () => {
  const timing = { leavePatienceMs: 30, leaveBoundMs: 200 };

  test('a server that does not answer is closed with 4101, and the echo is not its word', async () => {
    const { ann, line } = await inside(await stage.peer(), {}, { timing });
    const call = ann.room.leave();
    await line.hears('leave');
    expect(await line.closed()).toBe(4101);
    await call;
    expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'LOCAL']);
  });

  test('a server that does not even close is left when the bound is reached', async () => {
    const { ann, line } = await inside(await stage.peer(), {}, { timing });
    line.socket.pause();
    await ann.room.leave();
    expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'LOCAL']);
  });

  test('the word of the server counts, even while the client gives up', async () => {
    const peer = await stage.peer();
    let begins = (_: number) => {};
    const begun = new Promise<number>((resolve) => {
      begins = resolve;
    });
    const noticing: ClientWrap = (parts) => ({
      ...parts,
      close(line, code) {
        parts.close(line, code);
        begins(code);
      },
    });
    const { ann, line } = await inside(peer, {}, { timing: { leavePatienceMs: 1, leaveBoundMs: 2000 } }, noticing);
    line.socket.pause();
    const call = ann.room.leave();
    expect(await begun).toBe(4101);
    line.say(roomLeft(1002), 2);
    await call;
    expect(await ann.left()).toEqual(['REMOVE_PEER', 1002, 'SERVER']);
  });

  test('while joining it goes right behind the Join', async () => {
    const peer = await stage.peer();
    const ann = stage.begin(peer.url, 'ann', { timing });
    const line = await peer.line(1);
    await line.hears('join');
    const call = ann.room.leave();
    expect((await line.hears('leave')).requestId).toBe(1);
    line.say(joined({ lastRequestId: 1 }), 1);
    line.say(roomLeft(1101), 2, 1);
    await call;
    expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'SERVER']);
  });

  test('while reconnecting it waits for the answer, and then goes first', async () => {
    const peer = await stage.peer();
    const { ann, line } = await inside(peer, WINDOW, { timing: { leavePatienceMs: 1000, leaveBoundMs: 3000 } });
    line.socket.terminate();
    const second = await peer.line(2);
    await second.hears('resume');
    const call = ann.room.leave();
    second.say(resumed(), 0);
    const { requestId, ack } = await second.hears('leave');
    expect([requestId, ack]).toEqual([1, 1]);
    second.say(roomLeft(1101), 2, 1);
    await call;
    expect(second.heard.map(({ kind }) => kind?.$case)).toEqual(['resume', 'leave']);
    expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'SERVER']);
  });
});

describe('coming back', () => {
  test('presents the newest token and the highest sequence, and drops what it has', async () => {
    const peer = await stage.peer();
    const { ann, line } = await inside(peer, WINDOW);
    line.say(departed('bob#1', 1001), 2);
    line.say(departed('bob#1', 1001), 2);
    await ann.first('participantLeft');
    line.socket.terminate();
    const second = await peer.line(2);
    const { kind, ack, requestId } = await second.hears('resume');
    expect(kind).toMatchObject({ value: { resumeToken: 'token 1', sequence: 2 } });
    expect([ack, requestId]).toEqual([2, 0]);
    second.say(resumed('token 2'), 0);
    second.say(departed('bob#1', 1001), 2);
    second.say(departed('cyd#1', 1001), 3);
    second.socket.close(1011);
    const third = await peer.line(3);
    const resume = (await third.hears('resume')).kind;
    expect(resume).toMatchObject({ value: { resumeToken: 'token 2', sequence: 3 } });
    expect(ann.all('participantLeft').map(([name]) => name)).toEqual(['bob', 'cyd']);
    third.say(rejected(NOT_FOUND), 0);
    expect(await third.closed()).toBe(4101);
    expect(await ann.left()).toEqual(['WEBSOCKET_DISCONNECTED', 1001, 'LOCAL']);
  });

  test('a gap is a lost connection, and what came too early is not taken up', async () => {
    const peer = await stage.peer();
    const { ann, line } = await inside(peer, WINDOW);
    line.say(departed('bob#1', 1001), 3);
    expect(await line.closed()).toBe(3000);
    const second = await peer.line(2);
    const { kind } = await second.hears('resume');
    expect(kind).toMatchObject({ value: { sequence: 1 } });
    expect(ann.all('participantLeft')).toEqual([]);
    expect(ann.room.state).toBe('reconnecting');
    second.say(roomLeft(1008), 0);
    expect(await ann.left()).toEqual(['REMOVE_ALL', 1008, 'SERVER']);
  });

  test('silence is a lost connection', async () => {
    const peer = await stage.peer();
    const { line } = await inside(peer, { ...WINDOW, heartbeatTimeoutMs: 50 });
    expect(await line.closed()).toBe(3000);
    await (await peer.line(2)).hears('resume');
  });

  test('with the server gone it ends when the time for resuming is over: 1102', async () => {
    const peer = await stage.peer();
    const { ann } = await inside(peer, { resumeWindowMs: 100 });
    peer.stop();
    expect(await ann.left()).toEqual(['WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED', 1102, 'LOCAL']);
  });

  test('each frame ends the wait that the one before began, and roomLeft ends all waiting', async () => {
    const heartbeatTimeoutMs = 12_345;
    const waits = new Set<number>();
    let count = 0;
    const counting: ClientWrap = (parts) => ({
      ...parts,
      clock: {
        after(ms, run) {
          count += 1;
          const number = count;
          const timer = parts.clock.after(ms, run);
          waits.add(number);
          return {
            cancel() {
              waits.delete(number);
              timer.cancel();
            },
          };
        },
      },
    });
    const { ann, line } = await inside(await stage.peer(), { ...WINDOW, heartbeatTimeoutMs }, {}, counting);
    line.say(undefined, 2);
    line.say(departed('bob#1', 1001), 3);
    await ann.first('participantLeft');
    expect(waits.size).toBe(1);
    line.say(roomLeft(1002), 4);
    await ann.left();
    expect(waits.size).toBe(0);
  });

  test('a switch that is not answered is told as 1104', async () => {
    const { ann, line } = await inside(await stage.peer());
    const call = expect(ann.room.switchRoom('green', 'secret')).rejects.toMatchObject({ refusal: undefined });
    await line.hears('switchRoom');
    line.socket.terminate();
    await call;
    expect(await ann.left()).toEqual(['SWITCH_ROOM_FAILED', 1104, 'LOCAL']);
  });
});

describe('what is unknown', () => {
  test('a message of a later revision counts, and does nothing; and so does a feature', async () => {
    const { ann, line } = await inside(await stage.peer(), { features: [LATER_FEATURE] });
    line.say(undefined, 2);
    line.say(departed('bob#1', 1002), 3);
    expect((await ann.first('participantLeft'))[0]).toBe('bob');
    line.say(heartbeat, 0);
    expect(await line.hears('ackOnly')).toMatchObject({ requestId: 0, ack: 3 });
  });

  test('256 messages are acknowledged unasked', async () => {
    const { line } = await inside(await stage.peer());
    for (let sequence = 2; sequence <= 257; sequence += 1) line.say(undefined, sequence);
    expect((await line.hears('ackOnly')).ack).toBe(256);
  });

  test.each(['adjourn.v9.proto', false] as const)('a server that chooses %s is told nothing', async (chosen) => {
    const peer = await stage.peer(chosen);
    const ann = stage.begin(peer.url, 'ann');
    expect(await ann.left()).toEqual(['JOIN_ROOM_FAILED', 1103, 'LOCAL']);
    const line = await peer.line(1);
    await line.closed();
    expect(line.heard).toEqual([]);
  });
});

describe('a Join that is lost', () => {
  test('is repeated with its id, and what is asked for behind it waits', async () => {
    const peer = await stage.peer();
    const ann = stage.begin(peer.url, 'ann', { accessToken: 'ticket' });
    const first = await (await peer.line(1)).hears('join');
    (await peer.line(1)).socket.terminate();
    const second = await peer.line(2);
    const again = await second.hears('join');
    expect(again).toEqual(first);
    void ann.room.end().catch(() => {});
    second.say(rejected(ALREADY_EXISTS), 0);
    const third = await peer.line(3);
    expect(await third.hears('join')).toEqual(first);
    expect([...second.heard, ...third.heard].map(({ kind }) => kind?.$case)).toEqual(['join', 'join']);
    third.say(joined(), 1);
    expect((await third.hears('end')).requestId).toBe(1);
    expect(peer.url + third.request.url).not.toContain('ticket');
    const secret = first.kind?.$case === 'join' ? first.kind.value.joinId : '';
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16);
  });

  test('is not repeated for ever', async () => {
    const peer = await stage.peer();
    const joinLimitMs = 12_345;
    let runsOut = () => {};
    const atWill: ClientWrap = (parts) => ({
      ...parts,
      clock: {
        after(ms, run) {
          if (ms !== joinLimitMs) return parts.clock.after(ms, run);
          runsOut = run;
          return { cancel: () => {} };
        },
      },
    });
    const ann = stage.begin(peer.url, 'ann', { timing: { joinLimitMs } }, atWill);
    (await peer.line(1)).socket.terminate();
    const second = await peer.line(2);
    await second.hears('join');
    runsOut();
    expect(await second.closed()).toBe(4101);
    expect(await ann.left()).toEqual(['JOIN_ROOM_FAILED', 1103, 'LOCAL']);
  });
});
