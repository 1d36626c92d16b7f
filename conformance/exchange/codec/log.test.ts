import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { complete, linesOf } from '../../bench/judge/from-history.js';
import { readLogLine } from '../codec.js';
import { parseExample } from '../notation/index.js';
import { readBySchema } from './log.js';
import { readQuickly } from './log-quick.js';

const folder = new URL('../../../spec/examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.history'));
const line = (fields: object) => JSON.parse(JSON.stringify({ at: 1, connection: 'c', ...fields }));

describe('lines of a log', () => {
  it.each(examples)('are read quickly as the schema reads them: %s', (name) => {
    const { history } = parseExample(readFileSync(new URL(name, folder), 'utf8'));
    const lines = linesOf(history, 'x', 0, 10).map((one) => JSON.parse(JSON.stringify(one)));
    const quick = lines.map((one) => [one, readQuickly(one)]).filter(([, entry]) => entry !== undefined);
    for (const [one, entry] of quick) expect(entry).toEqual(readBySchema(one));
    expect(quick.length).toBeGreaterThan(lines.length / 2);
  });

  it('are read by the schema where they are spelled otherwise', () => {
    const left = { participant_left: { participant_id: 'bob', participation_id: 'p', reason: { code: 1002 } } };
    expect(readQuickly(line({ from_server: left }))).toBeUndefined();
    expect(readLogLine(line({ from_server: left }))).toMatchObject({
      kind: 'seen',
      observation: { kind: 'participantLeft', participant: 'bob', reason: [1002] },
    });
    const plain = { participantLeft: { participantId: 'bob', participationId: 'p', reason: { code: 1002 } } };
    expect(readLogLine(line({ fromServer: plain }))).toEqual(readLogLine(line({ from_server: left })));
  });

  it('may say more than the schema', () => {
    const said = readLogLine(line({ host: 'eu-1', fromServer: { sequence: 1, accepted: {} } }));
    expect(said).toMatchObject({ observation: { kind: 'accepted', sequence: 1 } });
  });

  it('may say more than the schema, and be read quickly all the same', () => {
    const said = line({ host: 'eu-1', level: 'info', fromServer: { sequence: 1, accepted: {} } });
    expect(readQuickly(said)).toEqual(readBySchema(said));
    expect(readQuickly(line({ from_client: {}, fromServer: { sequence: 1, accepted: {} } }))).toBeUndefined();
  });

  it('are left aside where the server sends a kind of message that this version does not know', () => {
    expect(readLogLine(line({ fromServer: { sequence: 3 } }))).toMatchObject({ kind: 'unreadable' });
  });

  const gone = (code: string) => ({ roomLeft: { reason: { code } } });
  it.each([
    [{ fromServer: gone('REMOVE_PEER') }, 'Unknown code "REMOVE_PEER" (write REASON_CODE_REMOVE_PEER or 1002).'],
    [{ fromServer: gone('REMOVED_BY_HOST') }, 'Unknown code "REMOVED_BY_HOST" (write its number, or a name such as'],
    [{ fromServer: { joined: { features: ['REMOVE'] } } }, 'Unknown features "REMOVE" (write FEATURE_REMOVE or'],
    [{ fromServer: { RoomLeft: {} } }, 'Unknown field "RoomLeft" of ServerMessage (write roomLeft).'],
    [{ fromServer: { participant_gone: {} } }, 'Unknown field "participant_gone" of ServerMessage (write sequence, '],
    [{ fromServer: { type: 'x' } }, 'roomLeft or heartbeat; what is your own goes beside "at").'],
    [
      { fromServer: { accepted: { late: true } } },
      'Unknown field "late" of Accepted (what is your own goes beside "at").',
    ],
    [{ fromClient: { join: { role: 'HOST' } } }, 'Unknown role "HOST" (write ROLE_HOST or'],
    [{ fromClient: { Leave: {} } }, 'Unknown field "Leave" of ClientMessage (write leave).'],
    [{ answer: { refused: 'not_found' } }, 'Unknown refused "not_found" (write CODE_NOT_FOUND or 5).'],
    [{ head: { completed: true } }, 'Unknown field "completed" of LogHead (write name, complete, '],
    [{ from_server: { rejected: { Code: 'NOT_FOUND' } } }, 'Unknown field "Code" of Rejected (write code).'],
  ])('are refused where a name in them is not known, with what to write instead: %j', (fields, sentence) => {
    expect(() => readLogLine(line(fields))).toThrow(sentence);
  });

  it('know an absent reason from a code that nobody knows', () => {
    const reasons = [{}, { reason: {} }, { reason: { code: 1777 } }, { reason: { code: 'REASON_CODE_REMOVE_PEER' } }];
    const read = reasons.map((roomLeft) => readLogLine(line({ fromServer: { roomLeft } })));
    expect(
      read.map((one) => (one.kind === 'seen' && 'reason' in one.observation ? one.observation.reason : one)),
    ).toEqual([['absent'], [0], [1777], [1002]]);
  });

  it.each([
    ['a line that says nothing', {}, 'says nothing of what happened'],
    [
      'a line without a connection',
      { connection: '', closed: { by: 'CLOSED_BY_SERVER' } },
      'name of its connection is missing',
    ],
    ['a word that is none', { closed: { by: 'CLOSED_BY_NOBODY' } }, 'CLOSED_BY_NOBODY'],
    ['a number that is none', { fromServer: { sequence: -1, accepted: {} } }, 'sequence'],
    ['a list', [1], 'is no LogLine but a list: write one object a line'],
  ])('are refused in one sentence: %s', (_, fields, sentence) => {
    expect(() => readLogLine(Array.isArray(fields) ? fields : line(fields))).toThrow(sentence);
  });

  const accepted = { connection: 'c', fromServer: { sequence: 1, accepted: {} } };
  it.each([[{}], [{ at: null }], [{ at: 'NaN' }]])('are refused without a stamp: %j', (stamp) => {
    const sentence = 'It has no "at": write when it happened, in milliseconds, also where that is 0.';
    expect(() => readLogLine({ ...stamp, ...accepted })).toThrow(sentence);
    expect(() => readLogLine({ ...stamp, connection: 'c', from_client: { leave: {} } })).toThrow(sentence);
  });

  it('may have the stamp 0, and a head needs none', () => {
    for (const at of [0, '0']) expect(readLogLine({ at, ...accepted })).toMatchObject({ kind: 'seen', at: 0 });
    expect(readLogLine({ head: { complete: true } })).toMatchObject({ kind: 'head' });
  });

  it.each([
    [{}, 'unknown', 0],
    [{ writer: 'LOG_WRITER_SERVER' }, 'server', 0],
    [{ writer: 2, lossSeenMs: 250 }, 'proxy', 250],
    [{ writer: 'LOG_WRITER_CLIENT', loss_seen_ms: 'Infinity' }, 'client', Number.POSITIVE_INFINITY],
    [{ writer: 99, lossSeenMs: -1 }, 'unknown', 0],
    [{ lossSeenMs: 'NaN' }, 'unknown', 0],
  ])('say in the head who wrote them, if they do: %j', (head, writer, lossSeenMs) => {
    expect(readLogLine({ head })).toMatchObject({ kind: 'head', head: { writer, lossSeenMs } });
  });

  it('refuse a writer whose name is not known', () => {
    expect(() => readLogLine({ head: { writer: 'SERVER' } })).toThrow(
      'Unknown writer "SERVER" (write LOG_WRITER_SERVER or 1)',
    );
  });

  it('begin with the head', () => {
    expect(readLogLine(JSON.parse(JSON.stringify(complete)))).toMatchObject({ kind: 'head', head: { complete: true } });
  });
});
