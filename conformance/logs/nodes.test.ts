import { describe, expect, it } from 'vitest';
import type { GeneratedLine } from '../bench/judge/from-history.js';
import { examples, head, linesFor, textOf } from '../bench/judge/logs.test.helper.js';
import { ann, bob, joined, joins, leaves, left, shows, type Talk, told } from '../bench/judge/talk.test.helper.js';
import type { LogFinding } from '../exchange/log-report.js';
import { judgeLogs } from './judge-logs.js';

/** Ann is on one node, and bob comes and goes on another. */
const nodeA: Talk = [
  joins(1000, 'c1', ann),
  joined(1001, 'c1', ann),
  shows(12_001, 'c1', { sequence: 2, participantJoined: { participant: bob } }),
  shows(25_001, 'c1', { sequence: 3, ...left(bob, 1101) }),
  ...leaves(30_000, 'c1', 1, 4),
];
const nodeB: Talk = [
  joins(12_000, 'c1', bob, 'j-bob'),
  joined(12_001, 'c1', bob, [ann]),
  ...leaves(25_000, 'c1', 1, 2),
];
const named = (talk: Talk, connection: string): Talk => talk.map((line) => ({ ...line, connection }));
const begin: Talk = [JSON.parse(head)];

async function* bytes(lines: Talk | readonly GeneratedLine[]) {
  yield Buffer.from(`${textOf(lines as readonly GeneratedLine[]).join('\n')}\n`);
}

async function merged(...logs: (Talk | readonly GeneratedLine[])[]) {
  const findings: LogFinding[] = [];
  const files = logs.map((lines, log) => ({ name: `${'abc'[log]}.jsonl`, stream: bytes(lines) }));
  return { report: await judgeLogs(files, (finding) => findings.push(finding)), findings };
}

describe('the log of one node of two that says complete', () => {
  it.each([
    ['Line 4: participant "bob" is there as "p2"', nodeA],
    ['Line 3: participant "ann" is there as "p1"', nodeB],
  ])('is said not to be: %s', async (sentence, node) => {
    const { findings, report } = await told(node);
    expect(findings).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.remarks).toEqual([expect.stringContaining(sentence)]);
    expect(report.remarks[0]).toContain('give both: `adjourn judge FILE FILE`');
    expect(report.remarks[0]).toContain('leave `complete` out');
  });

  it('still shows who was made up: somebody else was there, and was not shown it', async () => {
    const cyd = { participantId: 'cyd', participationId: 'p3', role: 'ROLE_HOST' };
    const wrong: Talk = [
      joins(1000, 'c1', ann),
      joined(1001, 'c1', ann),
      joins(2000, 'c3', cyd),
      joined(2001, 'c3', cyd, [ann]),
      shows(2001, 'c1', { sequence: 2, participantJoined: { participant: cyd } }),
      shows(3000, 'c1', { sequence: 3, participantJoined: { participant: bob } }),
      { at: 4000, connection: 'c3', fromClient: { requestId: 1, ack: 1, sync: {} } },
      shows(4001, 'c3', { sequence: 2, replyTo: 1, accepted: {} }),
    ];
    const { findings, report } = await told(wrong);
    expect(findings.length).toBeGreaterThan(0);
    expect(report.remarks).toEqual([]);
  });
});

describe('the logs of two nodes, one behind the other', () => {
  it.each([
    ['A and B', [...nodeA, ...named(nodeB, 'c2')]],
    ['B and A', [...named(nodeB, 'c2'), ...nodeA]],
    ['A and B with its head', [...nodeA, ...begin, ...named(nodeB, 'c2')]],
    ['B and A with its head', [...named(nodeB, 'c2'), ...begin, ...nodeA]],
  ])('accuse nobody, and are said to be what they are: %s', async (_, talk) => {
    const { findings, report } = await told(talk);
    expect(findings).toEqual([]);
    expect(report.exitCode).toBe(0);
    const said = report.remarks.join('\n');
    expect(said).toMatch(/Line \d+: (behind a head )?the clock goes back, from \d+ to \d+/);
    expect(said).toContain('`adjourn judge FILE FILE`');
  });

  it('accuse nobody where both call their connections the same', async () => {
    for (const talk of [
      [...nodeA, ...nodeB],
      [...nodeB, ...nodeA],
    ]) {
      const { findings, report } = await told(talk);
      expect(findings).toEqual([]);
      expect(report.exitCode).toBe(2);
    }
  });
});

describe('several logs', () => {
  it('are merged by time, each with names of its own, and judged as a whole', async () => {
    for (const [a, b] of [
      [nodeA, nodeB],
      [nodeB, nodeA],
    ] as const) {
      const { findings, report } = await merged([...begin, ...a], [...begin, ...b]);
      expect(findings).toEqual([]);
      expect(report).toMatchObject({ exitCode: 0, trouble: '', remarks: [], streams: 0, rooms: 1 });
    }
  });

  it('show what is wrong, by its own file and line', async () => {
    const wrong = [...nodeA.slice(0, 4), ...leaves(30_000, 'c1', 1, 4, 1008)];
    const { findings } = await merged([...begin, ...wrong], [...begin, ...nodeB]);
    expect(findings[0]).toMatchObject({ file: 'a.jsonl', line: 7 });
  });

  it('lack something where one of them does not say that it is complete', async () => {
    const { report } = await merged([...begin, ...nodeA], nodeB);
    expect(report.remarks).toEqual([expect.stringContaining('b.jsonl:1: this log has no head.')]);
  });

  it('may be of clocks that are a little apart', async () => {
    for (const byMs of [-200, -20, -2, 2, 20, 200]) {
      const apart = nodeB.map((line) => ({ ...line, at: (line.at ?? 0) + byMs }));
      expect((await merged([...begin, ...nodeA], [...begin, ...apart])).findings, `${byMs} ms`).toEqual([]);
    }
  });

  it('name the file of what cannot be read', async () => {
    const { report } = await merged([...begin, ...nodeA], [...begin, ...nodeB, { at: 26_000 }]);
    expect(report.trouble).toContain('b.jsonl:7 cannot be judged');
    expect(report.exitCode).toBe(2);
  });

  it.each(examples)('of $name accuse nobody, however it is divided', async ({ history }) => {
    const lines = linesFor(history);
    const whole: GeneratedLine = JSON.parse(head);
    for (const first of new Set(lines.map(({ connection }) => connection))) {
      const [a, b] = [true, false].map((own) => lines.filter(({ connection }) => (connection === first) === own));
      expect((await merged([whole, ...(a ?? [])], [whole, ...(b ?? [])])).findings, first).toEqual([]);
    }
    for (let at = 1; at < lines.length; at += 2) {
      const [early, late] = [[whole, ...lines.slice(0, at)], lines.slice(at)];
      for (const [one, other] of [
        [early, late],
        [late, early],
      ] as const) {
        const { findings, report } = await merged(one, other);
        expect(findings, `at ${at}`).toEqual([]);
        expect(report.remarks, `at ${at}`).toEqual([]);
      }
    }
  });
});

describe('the parts of one log that meet at one stamp', () => {
  /**
   * Bob leaves: one part of the log ends with his request, and the next one begins with the answer, at the same
   * stamp.
   */
  const came: Talk = [
    ...begin,
    joins(1000, 'c1', ann),
    joined(1001, 'c1', ann),
    joins(2000, 'c2', bob),
    joined(2001, 'c2', bob, [ann]),
    shows(2001, 'c1', { sequence: 2, participantJoined: { participant: bob } }),
    { at: 3000, connection: 'c2', fromClient: { requestId: 1, ack: 1, leave: {} } },
  ];
  const went: Talk = [
    shows(3000, 'c2', { sequence: 2, replyTo: 1, roomLeft: { reason: { code: 1101 } } }),
    { at: 3000, connection: 'c2', closed: { by: 'CLOSED_BY_SERVER', code: 4101 } },
    shows(3000, 'c1', { sequence: 3, ...left(bob, 1101) }),
    ...leaves(4000, 'c1', 1, 4),
  ];

  it.each([
    ['in their order', [came, went]],
    ['the other way round', [went, came]],
  ])('are one log, given %s', async (_, parts) => {
    const { findings, report } = await merged(...parts);
    expect(findings).toEqual([]);
    expect(report).toMatchObject({ strange: 0, streams: 0, remarks: [], exitCode: 0 });
  });
});
