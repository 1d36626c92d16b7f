import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readClauses, render, renderJson } from './clauses.mjs';
import { duplicates, parseClauses } from './parse-clauses.mjs';

const clause = (id, sentence, ...rest) =>
  [`### \`${id}\``, sentence, ...rest].filter((part) => part !== undefined).join('\n\n');
const INTENT = '*Intent:* nobody is told twice.';
const SENTENCE = 'Each participant **MUST** be told exactly once.';
const sound = clause('departure.once', SENTENCE, INTENT);

describe('a clause', () => {
  test('is read with its level, its sentence, its intent and its place', () => {
    const text = `# Room\n\nSome prose that **MUST** not count.\n\n${sound}\n\nAn afterthought.\n`;
    expect(parseClauses(text, 'room.md')).toEqual({
      clauses: [
        {
          id: 'departure.once',
          level: 'MUST',
          sentence: 'Each participant MUST be told exactly once.',
          intent: 'nobody is told twice.',
          since: '1.0',
          section: 'room.md',
          anchor: 'departureonce',
          line: 5,
        },
      ],
      retired: [],
      errors: [],
    });
  });

  test.each(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY'])('may be a %s', (level) => {
    const { clauses, errors } = parseClauses(clause('a.b', `A server **${level}** do it.`, INTENT), 'x.md');
    expect(errors).toEqual([]);
    expect(clauses[0].level).toBe(level);
  });

  test('may be untestable, with a reason', () => {
    const text = clause('a.b', SENTENCE, INTENT, '*Untestable:* nobody can look inside.');
    expect(parseClauses(text, 'x.md').clauses[0].untestable).toBe('nobody can look inside.');
  });

  test('may be younger than the first version', () => {
    const text = clause('a.b', SENTENCE, INTENT, '*Since:* 1.1');
    expect(parseClauses(text, 'x.md').clauses[0].since).toBe('1.1');
  });

  test('may be retired, and then has nothing but the reason', () => {
    const text = clause('departure.told-twice', '*Retired:* in 1.1; `departure.once` holds instead.');
    expect(parseClauses(text, 'room.md')).toEqual({
      clauses: [],
      retired: [
        {
          id: 'departure.told-twice',
          why: 'in 1.1; departure.once holds instead.',
          section: 'room.md',
          anchor: 'departuretold-twice',
          line: 1,
        },
      ],
      errors: [],
    });
  });

  test('may wrap its lines, hold code and abbreviations, and have its colon outside of the emphasis', () => {
    const text = clause('a.b', 'A server **MUST** send\n`1.5`, e.g. as 3000 + 1.', '*Intent*: so that\nit fits.');
    expect(parseClauses(text, 'x.md')).toMatchObject({
      clauses: [{ sentence: 'A server MUST send 1.5, e.g. as 3000 + 1.', intent: 'so that it fits.' }],
      errors: [],
    });
  });

  test('may have its conditions as a list, which is a part of its sentence', () => {
    const text = clause(
      'a.b',
      'A server **MUST** refuse it if:',
      '- it has\n  no `name`\n- it is late',
      INTENT,
      '- more',
    );
    expect(parseClauses(text, 'x.md')).toMatchObject({
      clauses: [{ sentence: 'A server MUST refuse it if: it has no name; it is late.' }],
      errors: [],
    });
  });

  test('ends at the next heading', () => {
    expect(parseClauses(clause('a.b', SENTENCE, '## Next', INTENT), 'x.md').errors).toHaveLength(1);
  });

  test('is not what stands in a fenced example, nor a heading with other words', () => {
    const text = `\`\`\`md\n${clause('A', 'nothing')}\n\`\`\`\n\n## The code \`a.b\`\n`;
    expect(parseClauses(text, 'x.md')).toEqual({ clauses: [], retired: [], errors: [] });
  });
});

describe('what is wrong is told by line, with what to do', () => {
  const cases = [
    ['an id that is none', clause('Departure.Once', SENTENCE, INTENT), 1, 'is no clause id. Write'],
    ['an id of one word', clause('departure', SENTENCE, INTENT), 1, 'is no clause id. Write'],
    ['no sentence', clause('a.b', undefined, INTENT), 3, 'has no sentence. Follow'],
    ['nothing at all', clause('a.b'), 1, 'has no sentence. Follow'],
    ['a list for a sentence', clause('a.b', '- one **MUST**', INTENT), 3, 'has no sentence. Follow'],
    ['no intent', clause('a.b', SENTENCE), 1, 'has no intent. Follow'],
    ['something else before the intent', clause('a.b', SENTENCE, 'Besides.', INTENT), 5, 'has no intent. Follow'],
    ['an empty intent', clause('a.b', SENTENCE, '*Intent:*'), 5, 'has an empty intent. Say'],
    ['two intents', clause('a.b', SENTENCE, INTENT, INTENT), 7, 'has a second intent. Keep one'],
    ['an empty reason', clause('a.b', SENTENCE, INTENT, '*Untestable:*'), 1, 'untestable without a reason. Say'],
    ['no keyword', clause('a.b', 'A server **must** do it.', INTENT), 3, 'has no BCP 14 keyword. Set one of'],
    ['two keywords', clause('a.b', 'A **MUST** and **MAY**.', INTENT), 3, 'has 2 BCP 14 keywords (MUST, MAY). Split'],
    ['two sentences', clause('a.b', 'It **MUST**. And so on.', INTENT), 3, 'has more than one sentence. Split'],
    ['no full stop', clause('a.b', 'It **MUST**', INTENT), 3, 'without a full stop. End it'],
    ['a colon without a list', clause('a.b', 'It **MUST**:', INTENT), 3, 'without a full stop. End it'],
    ['an item that is a sentence', clause('a.b', 'It **MUST**:', '- go.', INTENT), 5, 'an item that is a sentence'],
    ['a keyword in an item', clause('a.b', 'It **MUST**:', '- **MAY**', INTENT), 3, 'has 2 BCP 14 keywords'],
    ['since no version', clause('a.b', SENTENCE, INTENT, '*Since:* always'), 1, 'is since no version. Write'],
    ['retired without a word', clause('a.b', '*Retired:*'), 3, 'is retired without a word. Say'],
    ['retired, and a rule', clause('a.b', '*Retired:* in 1.1.', SENTENCE), 5, 'is retired and says more. Keep'],
    ['a retired id that is none', clause('a', '*Retired:* in 1.1.'), 1, 'is no clause id. Write'],
    ['a keyword elsewhere', clause('a.b', SENTENCE, INTENT, 'It **MAY**.'), 7, 'outside of its sentence. Make it'],
  ];

  test.each(cases)('%s', (_, text, line, problem) => {
    const { clauses, errors } = parseClauses(text, 'room.md');
    expect(clauses).toEqual([]);
    expect(errors[0]).toMatchObject({ file: 'room.md', line });
    expect(errors.map((error) => error.problem).join('\n')).toContain(problem);
  });

  test('an id that stands twice, in one file or in two', () => {
    const twice = [...parseClauses(sound, 'a.md').clauses, ...parseClauses(`# B\n\n${sound}`, 'b.md').clauses];
    expect(duplicates(twice)).toEqual([
      { file: 'b.md', line: 3, problem: '`departure.once` stands already at a.md:1. Rename one of them.' },
    ]);
  });
});

describe('the clauses of a folder', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adjourn-clauses-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  test('are those of all files, by id, and nothing depends on the order of the files', () => {
    writeFileSync(join(folder, 'a.md'), clause('b.b', "It **MUST** be 'so'.", INTENT));
    writeFileSync(join(folder, 'b.md'), clause('a.a', SENTENCE, INTENT, '*Untestable:* no.'));
    writeFileSync(join(folder, 'c.md'), clause('a.old', '*Retired:* in 1.1.'));
    const read = readClauses(folder);
    const written = render(read.clauses);
    expect(written.indexOf("'a.a': {")).toBeGreaterThan(0);
    expect(written.indexOf("'a.a': {")).toBeLessThan(written.indexOf("'b.b': {"));
    expect(written).toContain("sentence: 'It MUST be \\'so\\'.'");
    expect(written).toContain("untestable: 'no.'");
    expect(written).toContain("export type ClauseId =\n  | 'a.a'\n  | 'b.b';");
    expect(written).not.toContain('a.old');
    const { clauses, retired } = JSON.parse(renderJson(read));
    expect(Object.keys(clauses)).toEqual(['a.a', 'b.b']);
    expect(clauses['a.a']).toEqual({
      level: 'MUST',
      sentence: 'Each participant MUST be told exactly once.',
      intent: 'nobody is told twice.',
      since: '1.0',
      untestable: 'no.',
      section: 'b.md',
      anchor: 'aa',
      binds: {},
    });
    expect(retired).toEqual({ 'a.old': { why: 'in 1.1.', section: 'c.md', anchor: 'aold' } });
  });

  test('are not read while anything is wrong; every error is told', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    writeFileSync(join(folder, 'a.md'), clause('a.a', 'No keyword.', INTENT));
    writeFileSync(join(folder, 'b.md'), clause('b.b', SENTENCE));
    expect(() => readClauses(folder)).toThrow('2 wrong');
    expect(told.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/a\.md:3 .*no BCP 14 keyword/),
      expect.stringMatching(/b\.md:1 .*no intent/),
    ]);
  });

  test('never share an id, not even with one that is retired', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    writeFileSync(join(folder, 'a.md'), clause('a.a', SENTENCE, INTENT));
    writeFileSync(join(folder, 'b.md'), clause('a.a', '*Retired:* in 1.1.'));
    expect(() => readClauses(folder)).toThrow('1 wrong');
    expect(told.mock.calls[0][0]).toContain('stands already at');
  });

  test('may be none', () => {
    expect(render([])).toContain('export type ClauseId =\n  never;');
  });
});
