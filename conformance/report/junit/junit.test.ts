/** The XML is read back by a parser that shares nothing with what wrote it. */
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { LogReport } from '../../exchange/log-report.js';
import type { Report } from '../../exchange/report.js';
import { reportOf, resultOf } from '../matrix/reports.test.helper.js';
import { plain } from '../palette.js';
import { everyVerdict, logOf, REPLAY } from '../samples.test.helper.js';
import { junit } from './index.js';

interface Read {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Read[];
  text: string;
}

/** Rejects whatever is not well-formed. */
function read(xml: string): Read {
  const root: Read = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0] as Read;
}

const frame = { palette: plain, columns: 100 };
const ofRun = (report: Report) => read(junit.run(report, frame, false));
const ofLog = (report: LogReport) => read(junit.log(report, 'log.jsonl', frame, 0));
const casesOf = (root: Read) =>
  root.children.flatMap((suite) => suite.children.filter(({ name }) => name === 'testcase'));
const named = (root: Read, name: string) => casesOf(root).find(({ attributes }) => attributes.name === name) as Read;
const outcomes = (root: Read) =>
  casesOf(root).map(({ attributes, children }) => {
    const found = children.filter(({ name }) => name !== 'system-out').map(({ name }) => name);
    return `${attributes.classname}/${attributes.name} ${found.join(' ') || 'passed'}`;
  });

/**
 * The elements that the schemas of Jenkins (junit-10.xsd) and of Maven Surefire (surefire-test-report-3.0.xsd) know in
 * common: the attributes that an element must have, those that it may have, and its children in their order.
 */
const schema: Record<string, { must: string[]; may: string[]; children: string[] }> = {
  testsuites: { must: [], may: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    must: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    may: [],
    children: ['properties', 'testcase'],
  },
  properties: { must: [], may: [], children: ['property'] },
  property: { must: ['name', 'value'], may: [], children: [] },
  testcase: { must: ['name', 'time'], may: ['classname'], children: ['skipped', 'error', 'failure', 'system-out'] },
  skipped: { must: [], may: ['message'], children: [] },
  error: { must: [], may: ['type', 'message'], children: [] },
  failure: { must: [], may: ['type', 'message'], children: [] },
  'system-out': { must: [], may: [], children: [] },
};

function wrongIn({ name, attributes, children }: Read): string[] {
  const rule = schema[name];
  if (!rule) return [`<${name}> is unknown`];
  const missing = rule.must.filter((one) => !(one in attributes)).map((one) => `<${name}> without ${one}`);
  const surplus = Object.keys(attributes).filter((one) => ![...rule.must, ...rule.may].includes(one));
  const places = children.map((child) => rule.children.indexOf(child.name));
  const isOrdered = places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0));
  return [
    ...missing,
    ...surplus.map((one) => `<${name} ${one}>`),
    ...(isOrdered ? [] : [`<${name}> has ${children.map((child) => child.name)}`]),
    ...children.flatMap(wrongIn),
  ];
}

describe('a run', () => {
  const root = ofRun(everyVerdict);

  test('has each case with what became of it', () => {
    expect(outcomes(root)).toEqual([
      'adjourn.server/leave failure',
      'adjourn.server/end failure',
      'adjourn.server/join passed',
      'adjourn.server/remove skipped',
      'adjourn.server/once skipped',
      'adjourn.server/loss error',
      'adjourn.server/fault error',
      'adjourn.server/rest skipped',
    ]);
    expect(root.attributes).toEqual({ name: 'adjourn', tests: '8', failures: '2', errors: '2', time: '1.507' });
    expect(root.children[0]?.attributes).toMatchObject({ name: 'server', tests: '8', skipped: '3', time: '1.507' });
  });

  test('keeps to the schemas of its readers', () => {
    expect(wrongIn(root)).toEqual([]);
    expect(wrongIn(read('<testsuite name="x"><foo/></testsuite>'))).toHaveLength(7);
  });

  test('says what is wrong, with the diagram and the line that replays it', () => {
    const [failed, out] = named(root, 'leave').children;
    expect(failed?.attributes.type).toBe('departure.once');
    expect(failed?.attributes.message).toMatch(/^departure.once: allowed one ParticipantLeft; seen a <b> & "c" \]\]>/);
    expect(failed?.attributes.message).toContain('(and 1 other clause)');
    expect(failed?.text).toContain('▶   │ ◀──────────── ParticipantLeft bob#1 1101 │');
    expect(failed?.text).toContain('reason.agree (MUST): ');
    expect(out?.text).toBe(REPLAY);
    expect(named(root, 'leave').attributes.time).toBe('1.500');
  });

  test('keeps what XML cannot bear as an escape', () => {
    const { message } = named(root, 'leave').children[0]?.attributes ?? {};
    expect(message).toContain(String.raw`100 % @here, [x](y): \u{0}\u{1b}[31m\u{d800}\u{ffff} 😀`);
  });

  test('has what it takes to run it again', () => {
    const [properties] = root.children[0]?.children ?? [];
    const values = Object.fromEntries(properties?.children.map(({ attributes: a }) => [a.name, a.value]) ?? []);
    expect(values).toMatchObject({ seed: '7', spec: '1.0', suite: '0.1.0', target: '-- ./server --port 1' });
    expect(values.claim).toBe('no claim: 1 clause broken');
  });

  test('that came to no verdict is not green', () => {
    const unreached = ofRun(reportOf([], { exitCode: 3, trouble: 'No server at ws://x.' }));
    expect(outcomes(unreached)).toEqual(['adjourn/verdict error']);
    expect(named(unreached, 'verdict').children[0]?.attributes.message).toBe('No server at ws://x.');
    expect(wrongIn(unreached)).toEqual([]);
    expect(outcomes(ofRun(reportOf([resultOf('replay', [], 'pass')])))).toEqual(['adjourn.replay/replay passed']);
  });
});

describe('a log', () => {
  test('has a case for each clause', () => {
    const root = ofLog(logOf({ 'reason.agree': 3_540 }));
    expect(outcomes(root)).toEqual([
      'adjourn.log.reason/true passed',
      'adjourn.log.reason/agree failure',
      'adjourn.log.access/token skipped',
    ]);
    const [failed] = named(root, 'agree').children;
    expect(failed?.attributes.message).toMatch(/^3,540 violations: allowed 1002 to everyone; seen a <b>/);
    expect(failed?.text).toMatch(/log.jsonl:1 in blue\n[\s\S]*log.jsonl:10 in blue\n[\s\S]*and 3,530 more\n$/);
    expect(named(root, 'token').children[0]?.attributes.message).toBe('access tokens are left out of logs');
    expect(wrongIn(root)).toEqual([]);
  });

  test('that could not be read is not green', () => {
    const root = ofLog(logOf({}, { exitCode: 2, trouble: 'Line 1 is no JSON.', clauses: [] }));
    expect(outcomes(root)).toEqual(['adjourn/verdict error']);
  });
});
