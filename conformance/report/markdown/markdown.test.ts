import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { reportOf, resultOf } from '../matrix/reports.test.helper.js';
import { plain } from '../palette.js';
import { everyVerdict, findingAt, logOf, REPLAY } from '../samples.test.helper.js';
import { markdown } from './index.js';

const frame = { palette: plain, columns: 100 };
/** What a reader of GitHub's Markdown sees in the page. */
const tree = (text: string) => unified().use(remarkParse).use(remarkGfm).parse(text);
const nodes = (text: string, type: string) => {
  const found: { readonly value: string; readonly text: string }[] = [];
  visit(tree(text), type, (node) => {
    found.push({ value: 'value' in node ? String(node.value) : '', text: textOf(node) });
  });
  return found;
};

test('a run: the counts come first, then each distinct failure, then the claim', () => {
  const page = markdown.run(everyVerdict, frame, false);
  expect(nodes(page, 'heading').map(({ text }) => text)).toEqual([
    'Adjourn: -- ./server --port 1',
    '✗ server/leave breaks departure.once (MUST)',
    '✗ server/leave breaks reason.agree (MUST)',
    'Neither passed nor failed',
  ]);
  expect(nodes(page, 'strong')[0]?.text).toBe(
    '8 cases: 2 failed, 1 with a fault of the suite, 1 inconclusive, 1 indistinguishable, 1 skipped, 1 not run, 1 passed',
  );
  const [diagram, replay] = nodes(page, 'code').map(({ value }) => value);
  expect(diagram).toContain('▶   │ ◀──────────── ParticipantLeft bob#1 1101 │');
  expect(replay).toBe(REPLAY);
  expect(nodes(page, 'blockquote')[0]?.text).toBe('no claim: 1 clause broken');
});

test('what comes from outside stays text', () => {
  const page = markdown.run(everyVerdict, frame, false);
  for (const type of ['html', 'link', 'image', 'emphasis']) expect(nodes(page, type), type).toEqual([]);
  const [seen] = nodes(page, 'listItem').filter(({ text }) => text.startsWith('seen: '));
  expect(seen?.text).toContain('a <b> & "c" ]]> ```` | 100 % @here, [x](y):');
  expect(nodes(page, 'tableRow')).toHaveLength(6);
});

test('a run that passes claims what it may', () => {
  const passed = { ...everyVerdict, cases: [resultOf('server/x', [], 'pass')], exitCode: 0 as const, clauses: [] };
  const claim = (report: typeof everyVerdict) => nodes(markdown.run(report, frame, false), 'blockquote')[0]?.text;
  expect(claim(passed)).toBe('conforms to Adjourn 1.0, server, features extended_codes, remove and resume');
  const { profile } = passed;
  expect(claim({ ...passed, profile: { ...profile, features: [] } })).toBe('conforms to Adjourn 1.0, server, base');
  expect(claim({ ...passed, profile: { ...profile, side: 'client' } })).toBe('conforms to Adjourn 1.0, client');
  const deviations = [{ clause: 'close.follows', why: 'closes after 5 s' }];
  expect(claim({ ...passed, profile: { ...profile, features: ['remove'], deviations } })).toBe(
    'conforms to Adjourn 1.0, server, feature remove; deviates from close.follows (closes after 5 s)',
  );
  expect(claim({ ...passed, options: "--case 'server/x*'" })).toBe(
    'no claim: only a part of the cases was run (--case)',
  );
  expect(claim({ ...passed, exitCode: 3 })).toBe('no claim: the run came to no verdict');
  expect(claim(reportOf([]))).toBe('no claim: the system speaks a protocol of its own');
});

test('a log: each clause with its number, and the first of its violations', () => {
  const [first] = [findingAt('reason.agree', 9, { excerpt: [{ line: 9, text: '{"at":3}' }], diagram: 'a │\n' })];
  const broken = [{ clause: 'reason.agree' as const, times: 3_540, first: [first] }];
  const page = markdown.log(logOf({}, { broken, findings: 3_540, exitCode: 1 }), 'log.jsonl', frame, 0);
  expect(nodes(page, 'tableRow').map(({ text }) => text)).toEqual([
    'clauseviolationsfirst',
    'reason.agree3,540log.jsonl:9',
  ]);
  expect(nodes(page, 'code').map(({ value }) => value)).toEqual(['a │', '9: {"at":3}']);
  expect(page).toContain('And 3,539 more.');
});
