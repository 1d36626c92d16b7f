import { describe, expect, it } from 'vitest';
import { examples, head, judgeLines, linesFor, textOf } from '../../bench/judge/logs.test.helper.js';
import {
  again,
  ann,
  bob,
  clauses,
  closes,
  cyd,
  joined,
  joins,
  leaves,
  left,
  lost,
  says,
  shows,
  type Talk,
  together,
  told,
} from '../../bench/judge/talk.test.helper.js';

const annAlone: Talk = [joins(1000, 'c1', ann), joined(1001, 'c1', ann), ...leaves(5000, 'c1', 1, 2)];
const bobAfter = (joinId: string): Talk => [
  joins(60_000, 'c1', { ...bob, role: 'ROLE_HOST' }, joinId),
  joined(60_001, 'c1', bob, [], 's2'),
  ...leaves(70_000, 'c1', 1, 2),
];

describe('a name that is used again after its end', () => {
  it.each(['j-c1', 'j-other'])('is said to be, and stands for another connection, with the join id %s', async (id) => {
    const { findings, report } = await told([...annAlone, ...bobAfter(id)]);
    expect(findings).toEqual([]);
    expect(report).toMatchObject({ exitCode: 2, remarks: [] });
    expect(report.trouble).toContain('Line 7: connection "c1" ended in line 6, and its name is used again');
    expect(report.trouble).toContain('Give each connection a name of its own');
  });

  it('stands for another connection where the network had ended the one before, in the same room', async () => {
    const eve = { participantId: 'eve', participationId: 'p9', role: 'ROLE_ATTENDEE' };
    const { findings, report } = await told([
      ...together,
      lost(3000, 'c2'),
      joins(4000, 'c2', eve, 'j-eve'),
      joined(4001, 'c2', eve, [ann, bob]),
      shows(4001, 'c1', { sequence: 3, participantJoined: { participant: eve } }),
      shows(13_500, 'c1', { sequence: 4, ...left(bob, 1001) }),
      shows(13_500, 'c2', { sequence: 2, ...left(bob, 1001) }),
      ...leaves(20_000, 'c2', 1, 3),
      shows(20_001, 'c1', { sequence: 5, ...left(eve, 1101) }),
      ...leaves(21_000, 'c1', 1, 6),
    ]);
    expect(findings).toEqual([]);
    expect(report.trouble).toContain('Line 8: connection "c2" ended in line 7');
  });

  it('hides nothing of what is judged behind it', async () => {
    const wrong: Talk = [
      joins(60_000, 'c1', bob, 'j9'),
      joined(60_001, 'c1', bob, [], 's2'),
      ...leaves(70_000, 'c1', 1, 2, 1008),
    ];
    const said = await told([...annAlone, ...wrong]);
    expect(clauses(said)).toEqual(['reason.true']);
    expect(said.report.exitCode).toBe(1);
  });

  it('may be that of somebody who sends its Join once more', async () => {
    const { findings, report } = await told([
      ...together,
      lost(3000, 'c2'),
      joins(4000, 'c2', bob, 'j-c2'),
      joined(4001, 'c2', bob, [ann]),
    ]);
    expect(findings).toEqual([]);
    expect(report.exitCode).toBe(2);
  });

  it('is none behind a head: a system that is started again may count anew', async () => {
    const { report } = await told([...annAlone, ...again, ...bobAfter('j-other')]);
    expect(report).toMatchObject({ exitCode: 0, trouble: '' });
  });
});

describe('a name that two connections bear', () => {
  const two: Talk = [
    ...together,
    joins(3000, 'c1', cyd, 'j-cyd'),
    joined(3001, 'c1', cyd, [ann, bob]),
    shows(3001, 'c2', { sequence: 2, participantJoined: { participant: cyd } }),
    shows(3001, 'c1', { sequence: 3, participantJoined: { participant: cyd } }),
    ...leaves(4000, 'c1', 1, 4),
    shows(4001, 'c2', { sequence: 3, ...left(ann, 1101) }),
  ];

  it('is said to be, and nobody is accused', async () => {
    const { findings, report } = await told(two);
    expect(findings).toEqual([]);
    expect(report.exitCode).toBe(2);
    expect(report.trouble).toContain(
      'Line 7: connection "c1" is open since line 2, and another one of that name begins there',
    );
  });

  it('is none where a client joins twice, and its server closes', async () => {
    const said = await told([...together, joins(3000, 'c1', ann, 'j-x'), closes(3001, 'c1', 4400)]);
    expect(said.report.trouble).toBe('');
  });
});

describe('the golden examples accuse nobody', () => {
  it.each(examples)(
    '$name, where a name is given to the next connection as soon as it is free',
    async ({ history }) => {
      const free: string[] = [];
      const names = new Map<string, string>();
      const lines = linesFor(history).map((line) => {
        const { connection = '' } = line;
        const name = names.get(connection) ?? ('fromClient' in line ? free.shift() : undefined) ?? connection;
        names.set(connection, name);
        if ('closed' in line) free.push(name);
        return { ...line, connection: name };
      });
      const { findings, report } = await judgeLines([head, ...textOf(lines)]);
      expect(findings).toEqual([]);
      expect([0, 2, 3]).toContain(report.exitCode);
    },
  );
});

it('a Resume with a token of nobody takes nothing from the one whose name it bears', async () => {
  const { findings } = await told([
    ...together,
    lost(3000, 'c2'),
    says(4000, 'c2', { resume: { resumeToken: 'nobodys', sequence: 1 } }),
    shows(4001, 'c2', { rejected: { code: 'CODE_NOT_FOUND' } }),
  ]);
  expect(findings).toEqual([]);
});
