/** One log, line by line: when each takes its turn, and what is said where it cannot be read. */
import { describe, expect, it } from 'vitest';
import { ann, joins, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import { Source, UnreadableLog } from './source.js';

const beat = (at: number) => shows(at, 'c1', { heartbeat: {} });
const head = (complete = true) => ({ head: { name: 'one', complete } });
const textOf = (...lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function sourceOf(chunks: readonly (string | Uint8Array)[], name = '') {
  async function* stream() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
  const times = { parsing: 0, decoding: 0 };
  return { source: new Source(name, stream(), times), times };
}

/** Goes on to the next line, and waits for it where it has not come. */
async function next(source: Source): Promise<void> {
  source.advance();
  if (!source.ready) await source.fill();
}

/** Reads it to its end, or up to what cannot be read: what each line is, and when it takes its turn. */
async function read(chunks: readonly (string | Uint8Array)[], name = '') {
  const { source } = sourceOf(chunks, name);
  const lines: { kind: string | undefined; key: number }[] = [];
  let trouble = '';
  try {
    for (await source.fill(); source.ready; await next(source))
      lines.push({ kind: source.entry?.kind, key: source.key });
  } catch (error) {
    if (!(error instanceof UnreadableLog)) throw error;
    trouble = error.message;
  }
  return { source, lines, trouble };
}

const keysOf = async (...lines: Talk) => (await read([textOf(...lines)])).lines.map(({ key }) => key);

describe('a log', () => {
  it('is read line by line, in however many pieces it comes', async () => {
    const text = textOf(head(), beat(5), beat(7));
    const whole = [
      { kind: 'head', key: 5 },
      { kind: 'seen', key: 5 },
      { kind: 'seen', key: 7 },
    ];
    expect((await read([text])).lines).toEqual(whole);
    const split = text.split('\n').map((line) => `${line}\n`);
    expect((await read(['\n', ' \n', text])).lines.slice(2)).toEqual(whole);
    expect((await read(split)).lines.map(({ kind }) => kind)).toEqual(['head', 'seen', 'seen', undefined]);
  });

  it('has begun with its first line that is not blank, and ended when nothing more comes', async () => {
    const { source } = sourceOf(['\n', textOf(beat(5))]);
    const states: [boolean, boolean, boolean][] = [];
    const note = () => states.push([source.began, source.ready, source.ended]);
    note();
    for (await source.fill(); source.ready; await source.fill()) {
      note();
      source.advance();
      note();
    }
    note();
    expect(states).toEqual([
      [false, false, false],
      [false, true, false],
      [false, false, false],
      [false, true, false],
      [true, false, false],
      [true, false, true],
    ]);
  });

  it('is still going while a line of its is there', async () => {
    const { source } = sourceOf([textOf(beat(5)).trimEnd()]);
    await source.fill();
    await source.fill();
    expect([source.ready, source.ended]).toEqual([true, false]);
  });

  it('has the head that its first line is, blank ones aside', async () => {
    expect((await read(['\n', textOf(head(false), beat(5), head())])).source.head?.complete).toBe(false);
    expect((await read([textOf(beat(5), head())])).source.head).toBeUndefined();
    expect(sourceOf([]).source.head).toBeUndefined();
  });

  it('says how long its reading took', async () => {
    const { source, times } = sourceOf([textOf(beat(5), beat(6))]);
    await source.fill();
    for (const time of [times.parsing, times.decoding]) {
      expect(time).toBeGreaterThan(0);
      expect(time).toBeLessThan(60_000);
    }
  });
});

describe('a line takes its turn', () => {
  it('by its stamp, and never before the line above it', async () => {
    expect(await keysOf(beat(5), beat(900), beat(400), beat(950))).toEqual([5, 900, 900, 950]);
    // A clock that was set back is corrected.
    expect(await keysOf(beat(9_000), beat(2_000), beat(2_500))).toEqual([9_000, 9_000, 9_500]);
  });

  it('where it is a head, right before what is behind it', async () => {
    expect(await keysOf(head(), beat(700))).toEqual([700, 700]);
    expect(await keysOf(head(), head(), beat(700))).toEqual([700, 700, 700]);
    expect((await read([textOf(head()), textOf(beat(700))])).lines[0]?.key).toBe(Number.NEGATIVE_INFINITY);
    expect((await read([`${textOf(head())}\n \n${textOf(beat(700))}`])).lines[0]?.key).toBe(700);
  });

  it('where it is a head in the middle, with the line before it', async () => {
    expect(await keysOf(beat(100), head(), beat(700))).toEqual([100, 100, 700]);
  });

  it('where it is blank, with the line before it, and shows nothing of the clock', async () => {
    const { source } = sourceOf([`${textOf(beat(9_000), beat(2_000))}\n${textOf(beat(8_500))}`]);
    const shown: unknown[] = [];
    for (await source.fill(); source.ready; await next(source))
      shown.push([source.jump?.kind, source.nudge, source.quiet, source.key]);
    expect(shown).toEqual([
      [undefined, 0, true, 9_000],
      ['back', 0, false, 9_000],
      [undefined, 0, false, 9_000],
      [undefined, 0, true, 15_500],
    ]);
  });

  it('and shows by how much the clock went back a little', async () => {
    const { source } = sourceOf([textOf(beat(900), beat(400))]);
    await source.fill();
    source.advance();
    expect(source.nudge).toBe(500);
  });
});

describe('what cannot be read', () => {
  const good = textOf(beat(5), beat(6));
  const behind = '; what stands before it has been judged.';

  it.each<[string, (string | Uint8Array)[], string]>([
    ['no JSON', [`${good}{]\n`], `Line 3 is no JSON${behind}`],
    ['no JSON at all', ['nothing\n'], 'Line 1 is no JSON.'],
    ['no JSON behind other batches', [good, '\n', 'nothing\n', good], `Line 4 is no JSON${behind}`],
    ['an object over several lines', ['{\n'], 'Line 1 ends in the middle of its JSON: write one object a line.'],
    ['one with blanks', [` { \n`], 'Line 1 ends in the middle of its JSON: write one object a line.'],
    [
      'a list over several lines',
      [`${good}[\n`],
      `Line 3 ends in the middle of its JSON: write one object a line${behind}`,
    ],
    ['an object that ends in its line', ['{"at": 1\n'], 'Line 1 is no JSON.'],
    ['what ends like one that goes on', ['x {\n'], 'Line 1 is no JSON.'],
    ['an archive', ['BZh91AY&SY'], 'This is packed by bzip2: `bzip2 -dc FILE | adjourn judge -` judges what is in it.'],
    [
      'a page of the web',
      ['<!DOCTYPE html>\n<html>\n'],
      'Line 1 is HTML, a page of the web: a log has one JSON object a line (spec/log.md).',
    ],
    ['XML', ['<?xml version="1.0"?>\n'], 'Line 1 is XML: a log has one JSON object a line (spec/log.md).'],
    [
      'a table',
      ['time,room,"who left"\n1,blue,ann\n'],
      'Line 1 is CSV, a table: a log has one JSON object a line (spec/log.md).',
    ],
    [
      'lines of syslog',
      ['<34>1 2026-11-30T10:00:00Z web1 app - - - {"at":1,"connection":"c"}\n'],
      "Line 1 has something before its JSON, as syslog and containers write it: `sed 's/^[^{]*//' FILE | adjourn judge -` judges what is behind it.",
    ],
    ['a sentence with commas', [`${good}well, then, no\n`], `Line 3 is no JSON${behind}`],
    ['a brace that opens nothing', ['what {is this}\n'], 'Line 1 is no JSON.'],
  ])('is said of %s', async (_, chunks, sentence) => {
    expect((await read(chunks)).trouble).toBe(sentence);
  });

  it('is said of what is JSON, and no line of a log', async () => {
    expect((await read([good, '{"at":1,"connection":"c","fromServer":7}\n'])).trouble).toMatch(
      /^Line 3 cannot be judged: \S/,
    );
  });

  it('is said of the first of two, whatever they are', async () => {
    const [odd, broken] = ['{"at":1,"connection":"c","fromServer":7}\n', 'nothing\n'];
    expect((await read([odd + broken])).trouble).toContain('Line 1 cannot be judged');
    expect((await read([good + broken + odd])).trouble).toContain('Line 3 is no JSON');
  });

  it('comes when all before it has been taken', async () => {
    expect((await read([`${good}nothing\n${good}`])).lines).toHaveLength(2);
  });

  it('is said with the name of its log', async () => {
    expect((await read([good, 'nothing\n'], 'b.jsonl')).trouble).toBe(`b.jsonl:3 is no JSON${behind}`);
    expect((await read(['PK\x03\x04'], 'b.zip')).trouble).toMatch(/^b\.zip is packed by zip: /);
  });

  it('is a line without end', async () => {
    const endless = Buffer.alloc(64 * 1024 * 1024 + 1, ' ');
    expect((await read([good, endless])).trouble).toBe('Line 3 has no end: this is no log of one JSON object a line.');
  });

  it('is not what fails otherwise: that is thrown as it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(good);
      throw new RangeError('The disk is gone.');
    }
    const source = new Source('', broken(), { parsing: 0, decoding: 0 });
    await source.fill();
    source.advance();
    source.advance();
    await expect(source.fill()).rejects.toThrow(RangeError);
  });
});

describe('a log that was cut off in the middle of its last line', () => {
  const join = textOf(joins(5, 'c1', ann));

  it('is judged up to there, which is said', async () => {
    const { source, lines, trouble } = await read([join, '{"at":6,"conn'], 'a.jsonl');
    expect([lines.length, trouble, source.remark]).toEqual([
      1,
      '',
      'a.jsonl:2 ends in the middle: the log was cut off there; what stands before it has been judged.',
    ]);
    expect((await read([`${join}\n{"at"`])).source.remark).toMatch(/^Line 3 ends in the middle: /);
  });

  it('is not one whose last line only lacks its newline', async () => {
    const { source, lines } = await read([join, join.trimEnd()]);
    expect([lines.length, source.remark]).toEqual([2, '']);
  });

  it('is none where the half line is the first one, or does not begin as a line does', async () => {
    expect((await read(['{"at":6,"conn'])).trouble).toBe('Line 1 is no JSON.');
    expect((await read([join, 'what?'])).trouble).toContain('Line 2 is no JSON');
    expect((await read([`${join}{"at"\n`])).trouble).toContain('Line 2 is no JSON');
  });
});
