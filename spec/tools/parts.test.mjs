import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { exploreLife, STATES } from './life.mjs';
import { loadMachine } from './load-machine.mjs';
import { sentences, table } from './markdown.mjs';
import { readExamples } from './parts/examples.mjs';
import { diagramPart, statesPart } from './parts/states.mjs';
import { fill, parts } from './parts.mjs';
import { readRegistry } from './registry.mjs';
import { project } from './run.mjs';
import { describeSchemas } from './schema.mjs';

const registry = describeSchemas(project);
const marked = (name, inner) => `# A\n\n<!-- generated: ${name} -->\n${inner}<!-- /generated -->\n\nAfter.\n`;

describe('between its markers', () => {
  test('a part is written, and nothing else is touched', () => {
    const { text, stale } = fill('x.md', marked('codes', '\nold\n\n'), { registry });
    expect(text).toMatch(/^# A\n\n<!-- generated: codes -->\n\n\| code \|/);
    expect(text).toMatch(/\|\n\n<!-- \/generated -->\n\nAfter\.\n$/);
    expect(stale).toEqual([expect.objectContaining({ name: 'codes' })]);
  });

  test('a part that is as it should be stays, and is not stale', () => {
    const { text } = fill('x.md', marked('codes', ''), { registry });
    expect(fill('x.md', text, { registry })).toEqual({ text, stale: [] });
  });

  test('two parts of one section do not get in each other’s way', () => {
    const { text, stale } = fill('x.md', `${marked('codes', '')}${marked('service', '')}`, { registry });
    expect(stale.map(({ name }) => name)).toEqual(['codes', 'service']);
    expect(text.match(/After\./g)).toHaveLength(2);
    expect(fill('x.md', text, { registry }).stale).toEqual([]);
  });

  test.each([
    ['a part that there is not', marked('nonsense', ''), /^spec\/x\.md:3 wants the part "nonsense"\. There are codes,/],
    [
      'a part without an end',
      '# A\n\n<!-- generated: codes -->\n',
      /^spec\/x\.md:3 begins a generated part .* Close it/,
    ],
  ])('%s is told', (_, text, message) => {
    expect(() => fill('x.md', text, { registry })).toThrow(message);
  });
});

describe('the tables', () => {
  test('are padded, and escape what would end a cell', () => {
    expect(table(['a', 'name'], [['1', 'x|y']])).toEqual(['| a   | name |', '| --- | ---- |', '| 1   | x\\|y |']);
  });

  test('of the codes have a line for each', () => {
    const lines = parts.codes.render({ registry });
    expect(lines).toHaveLength(2 + readRegistry(registry).length);
    expect(lines.find((line) => line.startsWith('| 1010 '))).toContain('| extended, else 1002 ');
    expect(lines.find((line) => line.startsWith('| 1101 '))).toContain('| extended, else no reason ');
    expect(lines.find((line) => line.startsWith('| 1102 '))).toMatch(/\| client, to itself +\| concluded /);
  });

  test('of the examples have a row for each file, in the order in which they stand', () => {
    const examples = readExamples(project);
    const files = readdirSync(join(project, 'spec/examples')).filter((name) => name.endsWith('.history'));
    expect(examples.map(({ name }) => `${name}.history`).sort()).toEqual(files.sort());
    const [, , first] = parts.examples.render({ examples });
    expect(first).toMatch(
      /^\| \[voluntary-leave\]\(voluntary-leave\.history\) +\| An attendee leaves, .* `close\.code`/,
    );
    expect(first.match(/`departure\.once`/g)).toHaveLength(1);
  });

  test('of the messages have each field, with its number, its type and its comment', () => {
    const lines = parts.messages.render({ registry });
    for (const name of ['ClientMessage', 'ServerMessage', 'Join', 'RoomLeft', 'Reason', 'Role', 'Feature'])
      expect(lines).toContain(`### ${name}`);
    expect(lines).not.toContain('### ReasonInfo');
    expect(lines.find((line) => line.includes('`switch_room`'))).toMatch(
      /^\| 9 +\| `switch_room` +\| SwitchRoom, one of `kind` +\| Moves to another room\. +\|$/,
    );
    expect(lines.find((line) => line.includes('`roster`'))).toMatch(/\| list of \w+ /);
  });

  test('of the service have its methods', () => {
    const lines = parts.service.render({ registry });
    expect(lines.find((line) => line.startsWith('| `EndMeeting`'))).toContain('| EndMeetingRequest ');
  });
});

test('a text is told one sentence a line', () => {
  expect(sentences('One, e.g. this. Two? `three` is last.')).toEqual(['One, e.g. this.', 'Two?', '`three` is last.']);
});

describe('the life of a room object', () => {
  let life;
  const way = (from, event, to) => life.find((one) => one.from === from && one.event === event && one.to === to);
  beforeAll(async () => {
    life = exploreLife(await loadMachine(project));
  }, 60_000);

  test('goes through every state', () => {
    expect(new Set(life.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(STATES));
  });

  test.each([
    ['unbound', 'Join', 'joined', { codes: [], told: ['Joined'], only: [] }],
    ['joined', 'Leave', 'departed', { codes: [1101], told: ['RoomLeft'], only: [] }],
    ['joined', 'its connection is lost', 'lingering', { codes: [], told: [], only: ['with `resume`'] }],
    ['joined', 'its connection is lost', 'departed', { codes: [1001], told: [], only: ['without `resume`'] }],
    ['lingering', 'the resume window ends', 'departed', { codes: [1001], told: [], only: ['with `resume`'] }],
    ['lingering', 'Resume', 'joined', { codes: [], told: ['Resumed'], only: ['with `resume`'] }],
    ['reserved', 'the old room lets it go', 'fixed', { codes: [1005], told: [], only: [] }],
    ['fixed', 'the new room lets it in', 'joined', { codes: [], told: ['Joined'], only: [] }],
    ['joined', 'a newer Join of its participant', 'departed', { codes: [1011], only: ['with `replace`'] }],
    ['departed', 'Resume', 'departed', { codes: [], told: ['RoomLeft'], only: ['with `resume`'] }],
  ])('from %s by %s to %s', (from, event, to, rest) => {
    expect(way(from, event, to)).toMatchObject(rest);
  });

  test('never comes back from the dead, nor leaves the middle of a switch but by its end', () => {
    expect(life.filter(({ from, to }) => from === 'departed' && to !== 'departed')).toEqual([]);
    const out = life.filter(({ from, to }) => from === 'fixed' && to !== 'fixed').map(({ event }) => event);
    expect(new Set(out)).toEqual(new Set(['the new room lets it in']));
  });

  test('is drawn with an arrow for each way between two states', () => {
    const diagram = diagramPart(life);
    expect(diagram[0]).toBe('```mermaid');
    expect(diagram).toContain('  unbound --> joined: Join');
    expect(diagram.filter((line) => /joined --> joined/.test(line))).toEqual([]);
    expect(statesPart(life).length).toBeGreaterThan(diagram.length);
  });
});
