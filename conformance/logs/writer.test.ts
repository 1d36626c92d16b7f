/** What the head says of the writer of a log, and what follows from it for a connection that breaks off without heartbeat. */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';
import { asks, comes, disperse, drops, isGone } from './examples/acts.test.helper.js';
import { type Attendee, type LogText, MeetingLog, plainly, resuming } from './examples/meeting.test.helper.js';
import { judgeLogs } from './judge-logs.js';

const found = async ({ text }: MeetingLog) =>
  (await judgeLines(text.trimEnd().split('\n'))).findings.map(({ line, clause }) => `${line} ${clause}`);

/** Somebody asks each second: no clock was set back unseen meanwhile. */
function busily(meeting: MeetingLog, one: Attendee): void {
  for (let at = 4_000; at < 22_500; at += 1_000) asks(meeting, at, one);
}

/** Bob's connection ends in the log at 20 s; those are told at `toldAt` whom the server tells. */
function broken(head: LogText, toldAt: number | undefined, announced: LogText = plainly, code?: number): MeetingLog {
  const meeting = new MeetingLog(announced, head);
  const ann = comes(meeting, 1_000, 'ann');
  const bob = comes(meeting, 2_000, 'bob');
  const cyd = comes(meeting, 3_000, 'cyd');
  const { connection } = bob;
  if (announced === resuming) busily(meeting, cyd);
  if (toldAt !== undefined) isGone(meeting, toldAt, bob, 1001);
  bob.connection = connection;
  drops(meeting, 20_000, bob, code);
  bob.present = false;
  meeting.lines.sort((one, other) => Number(one.at) - Number(other.at));
  asks(meeting, 600_000, cyd);
  asks(meeting, 600_010, ann);
  disperse(meeting, 700_000);
  return meeting;
}

const writers = ['LOG_WRITER_UNSPECIFIED', 'LOG_WRITER_PROXY', 'LOG_WRITER_CLIENT'];

describe('of a break without heartbeat, of which nobody is ever told', () => {
  it.each([{}, ...writers.map((writer) => ({ writer }))])('nobody is accused where the head says %j', async (head) => {
    expect(await found(broken(head, undefined))).toEqual([]);
  });

  it.each([{ writer: 'LOG_WRITER_SERVER' }, ...writers.map((writer) => ({ writer, lossSeenMs: 60_000 }))])(
    'the answer to a later request is guilty where it says %j',
    async (head) => {
      const meeting = broken(head, undefined);
      const line = meeting.lines.findIndex(({ at }) => at === 600_001) + 1;
      expect(await found(meeting)).toEqual([`${line} connection.lost-in-time`]);
    },
  );

  it('nobody is accused before that time is over', async () => {
    expect(await found(broken({ lossSeenMs: 900_000 }, undefined))).toEqual([]);
  });
});

describe('a writer that sees losses late', () => {
  it('accuses no server that took note of a loss before, as far as the head allows it', async () => {
    expect(await found(broken({ lossSeenMs: 8_000 }, 12_500))).toEqual([]);
    expect(await found(broken({ lossSeenMs: 8_000 }, 22_500, resuming))).toEqual([]);
    expect(await found(broken({ writer: 'LOG_WRITER_CLIENT', lossSeenMs: 8_000 }, 22_500, resuming, 1001))).toEqual([]);
  });

  it('does where the departure was told earlier than that', async () => {
    const [one = ''] = await found(broken({ lossSeenMs: 5_000 }, 12_500));
    expect(one).toMatch(/ reason\.true$/);
    const [other = ''] = await found(broken({ lossSeenMs: 5_000 }, 22_500, resuming));
    expect(other).toMatch(/ connection\.lost-in-time$/);
  });
});

describe('several logs', () => {
  /** The log of bob's node, and that of the others, which two of them write. */
  async function ofTwo(one: LogText, other: LogText): Promise<number> {
    const [, ...lines] = broken({}, undefined).lines;
    const log = (head: LogText, isBobs: boolean) => {
      const own = lines.filter(({ connection }) => (connection === 'c2') === isBobs);
      const text = [{ at: 0, head: { complete: true, ...head } }, ...own].map((line) => `${JSON.stringify(line)}\n`);
      return { name: `${isBobs}`, stream: Readable.from([Buffer.from(text.join(''))]) };
    };
    const findings: unknown[] = [];
    await judgeLogs([log(one, true), log(other, false)], (finding) => findings.push(finding));
    return findings.length;
  }

  it('say no more than the one that says least', async () => {
    const server = { writer: 'LOG_WRITER_SERVER' };
    expect(await ofTwo(server, server)).toBe(1);
    expect(await ofTwo(server, { lossSeenMs: 60_000 })).toBe(1);
    expect(await ofTwo(server, {})).toBe(0);
    expect(await ofTwo({ writer: 'LOG_WRITER_PROXY' }, server)).toBe(0);
  });
});
