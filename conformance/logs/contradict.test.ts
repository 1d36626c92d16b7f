import { describe, expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';

/** What a server with these features says, line by line; each is a millisecond after the one before. */
class Talk {
  readonly lines: string[] = [];
  readonly #sequences = new Map<string, number>();

  constructor(private readonly features: readonly string[]) {}

  say(connection: string, fields: object): this {
    this.lines.push(JSON.stringify({ at: this.lines.length, connection, ...fields }));
    return this;
  }

  show(who: string, content: object, connection = who): this {
    const sequence = (this.#sequences.get(who) ?? 0) + 1;
    this.#sequences.set(who, sequence);
    return this.say(connection, { fromServer: { sequence, ...content } });
  }

  /** Comes in, and finds these; a participation is named as its participant, with a number where it comes again. */
  join(who: string, others: readonly string[] = []): this {
    const [participantId, connection] = [nameOf(who), who];
    const join = { roomId: 'blue', participantId, role: 'ROLE_HOST', joinId: `join ${who}` };
    const joined = { sessionId: 's', participationId: who, roster: others.map(member), features: this.features };
    const window = this.features.includes('FEATURE_RESUME') ? { resumeWindowMs: 5000, resumeToken: `t ${who}` } : {};
    return this.say(connection, { fromClient: { join } }).show(who, { joined: { ...joined, ...window } });
  }

  came(observer: string, who: string): this {
    return this.show(observer, { participantJoined: { participant: member(who) } });
  }

  left(observer: string, who: string, code: number): this {
    const gone = { participantId: nameOf(who), participationId: who, reason: { code } };
    return this.show(observer, { participantLeft: gone });
  }

  roomLeft(who: string, code: number, connection = who): this {
    return this.show(who, { roomLeft: { reason: { code } } }, connection);
  }

  closed(connection: string, code: number): this {
    return this.say(connection, { closed: { by: 'CLOSED_BY_SERVER', code } });
  }

  lost(connection: string): this {
    return this.say(connection, { closed: { by: 'CLOSED_BY_NETWORK' } });
  }
}

const nameOf = (who: string): string => who.replace(/\d+$/, '');
const member = (who: string) => ({ participantId: nameOf(who), participationId: who, role: 'ROLE_HOST' });

const plain = ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE'];
const resuming = [...plain, 'FEATURE_RESUME', 'FEATURE_SWITCH'];

const found = async ({ lines }: Talk) => {
  const { findings, report } = await judgeLines(lines);
  expect(report.trouble).toBe('');
  return { found: findings.map(({ clause, line }) => `${line} ${clause}`), partly: [...report.partly.keys()] };
};

describe('two lines of a part of a log that contradict each other', () => {
  it('are found where leaver and observer are told two reasons, and the cause is missing', async () => {
    const talk = (code: number) =>
      new Talk(plain)
        .join('ann')
        .join('bob', ['ann'])
        .came('ann', 'bob')
        .roomLeft('bob', 1101)
        .closed('bob', 4101)
        .left('ann', 'bob', code);
    expect(await found(talk(1002))).toEqual({ found: ['8 reason.agree'], partly: ['removed'] });
  });

  const three = (features: readonly string[]) =>
    new Talk(features)
      .join('ann')
      .join('cyd', ['ann'])
      .came('ann', 'cyd')
      .join('bob', ['ann', 'cyd'])
      .came('ann', 'bob')
      .came('cyd', 'bob');

  it('are found where two observers are told two reasons, and the leaver may have gone on elsewhere', async () => {
    const talk = (code: number) => three(resuming).lost('bob').left('ann', 'bob', 1101).left('cyd', 'bob', code);
    expect(await found(talk(1001))).toEqual({ found: ['12 reason.agree'], partly: ['resumable'] });
    expect(await found(talk(1101))).toEqual({ found: [], partly: ['resumable'] });
  });

  it('are found where a stay comes after the next one', async () => {
    const talk = (first: string, second: string) =>
      three(resuming).left('ann', 'dan1', 1101).lost('bob').came('ann', 'dan2').came('cyd', first).came('cyd', second);
    expect((await found(talk('dan2', 'dan3'))).found).toEqual([]);
    const late = three(resuming).lost('bob').came('ann', 'dan1').came('ann', 'dan2').left('ann', 'dan1', 1101);
    expect(await found(late)).toEqual({ found: ['13 departure.one-order'], partly: ['mentioned'] });
  });

  it('are found where departures come in two orders, and the server declares one', async () => {
    const talk = (features: readonly string[]) =>
      three(features)
        .left('ann', 'dan', 1101)
        .left('ann', 'eve', 1101)
        .left('cyd', 'eve', 1101)
        .left('cyd', 'dan', 1101);
    expect((await found(talk([...plain, 'FEATURE_ROOM_ORDER']))).found).toEqual(['13 departure.room-order']);
    expect((await found(talk(plain))).found).toEqual([]);
  });
});

describe('what a missing line can explain is no contradiction', () => {
  const moved = () =>
    new Talk(resuming)
      .join('ann')
      .join('bob', ['ann'])
      .came('ann', 'bob')
      .lost('bob')
      // On a connection that is not in the log Bob has come back, and has switched to another room.
      .left('ann', 'bob', 1005);

  it('RoomLeft to a repeated Join, of anybody who may have switched meanwhile', async () => {
    const again = {
      fromClient: { join: { roomId: 'blue', participantId: 'bob', role: 'ROLE_HOST', joinId: 'join bob' } },
    };
    const talk = moved()
      .say('b3', again)
      .say('b3', { fromServer: { roomLeft: { reason: { code: 1101 } } } });
    expect(await found(talk.closed('b3', 4101))).toEqual({ found: [], partly: ['resumable'] });
  });

  it('RoomLeft behind a Resume, where something between it and Joined was shown elsewhere', async () => {
    const resume = { fromClient: { resume: { resumeToken: 't bob', sequence: 4 } } };
    const talk = moved()
      .say('b3', resume)
      .say('b3', { fromServer: { resumed: { resumeToken: 't2' } } });
    talk.say('b3', { fromServer: { sequence: 5, roomLeft: { reason: { code: 1101 } } } });
    expect(await found(talk.closed('b3', 4101))).toEqual({ found: [], partly: ['resumable'] });
  });
});
