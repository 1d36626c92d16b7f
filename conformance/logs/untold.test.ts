/** A departure of which one observer is never told, by each cause: ann and cyd are there, and bob goes. The twin is right. */
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';

type Line = Readonly<Record<string, unknown>>;

const people = {
  ann: { participantId: 'ann', participationId: 'p1', role: 'ROLE_HOST' },
  bob: { participantId: 'bob', participationId: 'p2', role: 'ROLE_ATTENDEE' },
  cyd: { participantId: 'cyd', participationId: 'p3', role: 'ROLE_ATTENDEE' },
};
type Who = keyof typeof people;

const basic = ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_OPERATOR', 'FEATURE_REPLACE'];

/** Writes the lines, and numbers what each connection is sent. */
class Room {
  readonly lines: Line[] = [{ at: 0, head: { name: 'untold', complete: true } }];
  readonly #sent = new Map<string, number>();

  constructor(private readonly joined: Line) {}

  from(at: number, connection: string, fromClient: Line): void {
    this.lines.push({ at, connection, fromClient });
  }

  to(at: number, connection: string, message: Line): void {
    const sequence = (this.#sent.get(connection) ?? 0) + 1;
    this.#sent.set(connection, sequence);
    this.lines.push({ at, connection, fromServer: { sequence, ...message } });
  }

  closed(at: number, connection: string, by: 'CLIENT' | 'SERVER' | 'NETWORK', code?: number): void {
    this.lines.push({ at, connection, closed: { by: `CLOSED_BY_${by}`, ...(code && { code }) } });
  }

  comes(at: number, connection: string, who: Who, others: readonly Line[] = [], participationId?: string): void {
    const { participantId, role } = people[who];
    this.from(at, connection, { join: { roomId: 'blue', participantId, role, joinId: `j-${connection}` } });
    const own = participationId ?? people[who].participationId;
    this.to(at + 1, connection, {
      joined: { sessionId: 's1', participationId: own, resumeToken: `t-${connection}`, roster: others, ...this.joined },
    });
  }

  asks(at: number, connection: string, requestId: number): void {
    this.from(at, connection, { requestId, sync: {} });
    this.to(at + 1, connection, { replyTo: requestId, accepted: {} });
  }

  leaves(at: number, connection: string, requestId: number, who: Who, observers: readonly string[]): void {
    this.from(at, connection, { requestId, leave: {} });
    for (const observer of observers) this.to(at, observer, gone(who, 1101));
    this.to(at + 1, connection, { replyTo: requestId, roomLeft: { reason: { code: 1101 } } });
    this.closed(at + 2, connection, 'SERVER', 4101);
  }
}

const gone = (who: Who, code: number): Line => {
  const { participantId, participationId } = people[who];
  return { participantLeft: { participantId, participationId, reason: { code } } };
};

interface Cause {
  readonly joined?: Line;
  readonly code: number;
  /** Bob goes; `tell` is called where the others are told. */
  readonly goes: (room: Room, tell: (at: number, code: number) => void) => void;
  readonly clause: RegExp;
}

const GONE_AT = 20_000;
const others = /^departure\.tells-others$/;
const loss = /^(connection\.lost-in-time|departure\.tells-others)$/;
const resuming = { features: [...basic, 'FEATURE_RESUME'], resumeWindowMs: 10_000 };

const causes: Readonly<Record<string, Cause>> = {
  'its own leave': {
    code: 1101,
    clause: others,
    goes(room, tell) {
      room.from(GONE_AT, 'c2', { requestId: 1, leave: {} });
      tell(GONE_AT, 1101);
      room.to(GONE_AT + 1, 'c2', { replyTo: 1, roomLeft: { reason: { code: 1101 } } });
      room.closed(GONE_AT + 2, 'c2', 'SERVER', 4101);
    },
  },
  'a removal by a host': {
    code: 1002,
    clause: others,
    goes(room, tell) {
      room.from(GONE_AT, 'c1', { requestId: 1, remove: { participationId: 'p2' } });
      room.to(GONE_AT, 'c2', { roomLeft: { reason: { code: 1002 } } });
      tell(GONE_AT, 1002);
      room.to(GONE_AT + 1, 'c1', { replyTo: 1, accepted: {} });
      room.closed(GONE_AT + 2, 'c2', 'SERVER', 4002);
    },
  },
  'a removal by the operator': {
    code: 1010,
    clause: others,
    goes(room, tell) {
      const removeParticipant = { roomId: 'blue', participationId: 'p2' };
      room.lines.push({ at: GONE_AT, connection: 'call', removeParticipant });
      room.to(GONE_AT, 'c2', { roomLeft: { reason: { code: 1010 } } });
      tell(GONE_AT, 1010);
      room.lines.push({ at: GONE_AT + 1, connection: 'call', answer: {} });
      room.closed(GONE_AT + 2, 'c2', 'SERVER', 4010);
    },
  },
  'a replacement': {
    code: 1011,
    clause: others,
    goes(room, tell) {
      const { participantId, role } = people.bob;
      room.from(GONE_AT, 'c4', { join: { roomId: 'blue', participantId, role, joinId: 'j-c4' } });
      room.to(GONE_AT, 'c2', { roomLeft: { reason: { code: 1011 } } });
      tell(GONE_AT, 1011);
      const newer = { ...people.bob, participationId: 'p4' };
      for (const observer of ['c1', 'c3']) room.to(GONE_AT, observer, { participantJoined: { participant: newer } });
      const roster = [people.ann, people.cyd];
      const joined = { sessionId: 's1', participationId: 'p4', features: basic, roster };
      room.to(GONE_AT + 1, 'c4', { joined });
      room.closed(GONE_AT + 2, 'c2', 'SERVER', 4011);
    },
  },
  'a goodbye': {
    code: 1101,
    clause: /^(connection\.goodbye|departure\.tells-others)$/,
    goes(room, tell) {
      room.closed(GONE_AT, 'c2', 'CLIENT', 4101);
      tell(GONE_AT + 100, 1101);
    },
  },
  'a close by its client, without heartbeat or window': {
    code: 1001,
    clause: loss,
    goes(room, tell) {
      room.closed(GONE_AT, 'c2', 'CLIENT', 1001);
      tell(GONE_AT + 100, 1001);
    },
  },
  'a broken connection, with heartbeat': {
    joined: { features: basic, heartbeatIntervalMs: 5_000, heartbeatTimeoutMs: 15_000 },
    code: 1001,
    clause: loss,
    goes(room, tell) {
      room.closed(GONE_AT, 'c2', 'NETWORK');
      tell(GONE_AT + 15_000, 1001);
    },
  },
  'a loss after a resumption': {
    joined: resuming,
    code: 1001,
    clause: loss,
    goes(room, tell) {
      room.closed(GONE_AT - 8_000, 'c2', 'CLIENT', 1001);
      room.from(GONE_AT - 5_000, 'c5', { resume: { resumeToken: 't-c2', sequence: 2 } });
      const resumed = { resumeToken: 't-c5', lastRequestId: 0 };
      room.lines.push({ at: GONE_AT - 4_999, connection: 'c5', fromServer: { resumed } });
      room.closed(GONE_AT, 'c5', 'CLIENT', 1001);
      tell(GONE_AT + 10_500, 1001);
    },
  },
};

/** The log in which bob goes, and those are told who are to be. */
function logOf({ joined = { features: basic }, goes, code }: Cause, told: readonly ('c1' | 'c3')[]): string[] {
  const room = new Room(joined);
  room.comes(1_000, 'c1', 'ann');
  room.comes(2_000, 'c2', 'bob', [people.ann]);
  room.to(2_001, 'c1', { participantJoined: { participant: people.bob } });
  room.comes(3_000, 'c3', 'cyd', [people.ann, people.bob]);
  for (const observer of ['c1', 'c2']) room.to(3_001, observer, { participantJoined: { participant: people.cyd } });
  goes(room, (at) => {
    for (const observer of told) room.to(at, observer, gone('bob', code));
  });
  room.asks(90_000, 'c3', 1);
  room.asks(90_010, 'c1', 2);
  const newer = room.lines.some((line) => line.connection === 'c4') ? ['c4'] : [];
  room.leaves(100_000, 'c3', 2, 'cyd', ['c1', ...newer]);
  room.leaves(100_010, 'c1', 3, 'ann', newer);
  return room.lines.map((line) => JSON.stringify(line));
}

it('a departure that nothing has caused is the guilty one, and not the true leave after it', async () => {
  const leaves = causes['its own leave'] as Cause;
  const goes: Cause['goes'] = (room, tell) => {
    room.to(15_000, 'c1', gone('bob', 1001));
    leaves.goes(room, tell);
  };
  const lines = logOf({ ...leaves, goes }, ['c3']);
  const { findings } = await judgeLines(lines);
  const phantom = lines.findIndex((line) => line.includes('"at":15000')) + 1;
  expect(findings.map(({ line, clause }) => `${line} ${clause}`)).toEqual([`${phantom} reason.true`]);
});

describe.each(Object.entries(causes))('of a departure by %s', (_, cause) => {
  it('everybody is told: nobody is accused', async () => {
    const { findings, report } = await judgeLines(logOf(cause, ['c1', 'c3']));
    expect([report.trouble, ...findings.map(({ line, clause }) => `${line} ${clause}`)]).toEqual(['']);
    expect([...report.partly.keys()]).toEqual([]);
  });

  it('one who asks a minute later is not told: found there', async () => {
    const lines = logOf(cause, ['c1']);
    const { findings } = await judgeLines(lines);
    expect(findings).toEqual([expect.objectContaining({ clause: expect.stringMatching(cause.clause) })]);
    expect(lines[(findings[0]?.line ?? 0) - 1]).toMatch(/"at":90001,"connection":"c3".*accepted/);
  });

  it('nobody is told: found', async () => {
    const { findings } = await judgeLines(logOf(cause, []));
    expect(findings).not.toEqual([]);
  });
});
