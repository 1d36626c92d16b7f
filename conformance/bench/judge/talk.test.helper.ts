/**
 * For tests that tell a short story in lines of a log: ann and bob in the room blue, of a server that lets them
 * resume.
 */
import { readLogLine } from '../../exchange/codec.js';
import type { LogEntry } from '../../exchange/log.js';
import { head, judgeInPieces, judgeLines, type Said, type SaidInPieces } from './logs.test.helper.js';

export type Talk = readonly { readonly at?: number; readonly connection?: string; readonly [field: string]: unknown }[];

const features = ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_RESUME', 'FEATURE_SWITCH', 'FEATURE_OPERATOR'];
const times = { resumeWindowMs: 10_000, heartbeatIntervalMs: 10_000, heartbeatTimeoutMs: 30_000 };

export const ann = { participantId: 'ann', participationId: 'p1', role: 'ROLE_HOST' };
export const bob = { participantId: 'bob', participationId: 'p2', role: 'ROLE_ATTENDEE' };
export const cyd = { participantId: 'cyd', participationId: 'p3', role: 'ROLE_HOST' };

export const says = (at: number, connection: string, fromClient: object) => ({ at, connection, fromClient });
export const shows = (at: number, connection: string, fromServer: object) => ({ at, connection, fromServer });
export const lost = (at: number, connection: string) => ({ at, connection, closed: { by: 'CLOSED_BY_NETWORK' } });
export const closes = (at: number, connection: string, code: number) => ({
  at,
  connection,
  closed: { by: 'CLOSED_BY_SERVER', code },
});

type Who = typeof ann;

export const joins = (at: number, connection: string, who: Who, joinId = `j-${connection}`, roomId = 'blue') =>
  says(at, connection, { join: { roomId, participantId: who.participantId, role: who.role, joinId } });

export const joined = (at: number, connection: string, who: Who, roster: readonly Who[] = [], sessionId = 's1') => {
  const { participationId } = who;
  const welcome = { sessionId, participationId, roster, features, resumeToken: `t-${connection}`, ...times };
  return shows(at, connection, { sequence: 1, joined: welcome });
};

export const left = ({ participantId, participationId }: Who, code: number) => ({
  participantLeft: { participantId, participationId, reason: { code } },
});

/** Leaves, and is let go. */
export const leaves = (at: number, connection: string, requestId: number, sequence: number, code = 1101): Talk => [
  says(at, connection, { requestId, ack: sequence - 1, leave: {} }),
  shows(at + 1, connection, { sequence, replyTo: requestId, roomLeft: { reason: { code } } }),
  closes(at + 2, connection, 3000 + code),
];

/** Ann hosts on c1, and bob comes on c2. */
export const together: Talk = [
  joins(1000, 'c1', ann),
  joined(1001, 'c1', ann),
  joins(2000, 'c2', bob),
  joined(2001, 'c2', bob, [ann]),
  shows(2001, 'c1', { sequence: 2, participantJoined: { participant: bob } }),
];

export const again: Talk = [JSON.parse(head)];

const textOf = (talk: Talk): string[] => [...again, ...talk].map((line) => JSON.stringify(line));

export const told = (talk: Talk): Promise<Said> => judgeLines(textOf(talk));

/** The same, where so many records of a room are judged together, and what lies behind them is let go. */
export const toldInPieces = (talk: Talk, segmentRecords: number): SaidInPieces =>
  judgeInPieces(textOf(talk), segmentRecords);

export const clauses = ({ findings }: Pick<Said, 'findings'>): string[] =>
  findings.flatMap(({ clause, also }) => [clause, ...also.map((other) => other.clause)]);

/** A line as it is read. */
export const entryOf = (line: Talk[number]): LogEntry => readLogLine(JSON.parse(JSON.stringify(line)));
