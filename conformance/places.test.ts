/** CONTRIBUTING lists the places that a change touches. Each test here finds one that was forgotten, and says what to do there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { close, reason } from '../gen/codes.js';
import { JoinedSchema, ReasonCodeSchema } from '../gen/es/index.js';
import { cases } from './cases/index.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(project, path), 'utf8');
const contributing = read('CONTRIBUTING.md');

/** The places that a section of CONTRIBUTING lists. */
function listed(section: string): string[] {
  const [, text = ''] = contributing.split(`### ${section}\n`);
  const [list = ''] = text.split(/\n##/);
  return [...list.matchAll(/^\d+\. .*(?:\n {3}.*)*/gm)].map(([item]) => item);
}

test.each([
  ['A clause', 7],
  ['A reason code', 6],
  ['A feature', 6],
  ['A field of Joined', 10],
  ['A reporter', 2],
])('%s touches at most %d places', (section, most) => {
  const places = listed(section);
  expect(places.length).toBeGreaterThan(0);
  expect(places.length, places.join('\n')).toBeLessThanOrEqual(most);
});

describe('a reason code', () => {
  const codes = ReasonCodeSchema.values.filter(({ number }) => number > 0);
  const nameOf = (name: string) => name.replace('REASON_CODE_', '');
  const machine = readdirSync(join(project, 'spec/machine'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !/explore|lossy/.test(name))
    .map((name) => read(join('spec/machine', name)))
    .join('\n');
  const prose = read('spec/reason-codes.md').replaceAll(/<!-- generated[\s\S]*?<!-- \/generated -->/g, '');

  test.each(codes)('$name has a place in the prose, in the machine and in a case', ({ name, number }) => {
    const short = nameOf(name);
    expect(Object.values(reason), 'run: npm run generate').toContain(number);
    expect(prose, `spec/reason-codes.md has no line for ${number} outside of the generated table`).toMatch(
      new RegExp(`\\b${number}\\b`),
    );
    const isDecided = new RegExp(`\\breason\\.${short}\\b|\\bclose\\.${short}\\b`).test(machine);
    expect(isDecided, `nothing in spec/machine decides reason.${short}: give it its cause there`).toBe(true);
    const made = cases.some((one) => (one.codes as readonly number[]).includes(number));
    expect(made, `no case in conformance/cases has ${number} in its codes`).toBe(true);
  });

  test('every one has a close code', () => {
    expect(Object.keys(close)).toEqual(
      expect.arrayContaining(Object.keys(reason).filter((name) => name !== 'MANUAL_LEAVE_CALLED')),
    );
  });
});

describe('a field of Joined', () => {
  /** What the suite's own data call a field that the wire calls otherwise. */
  const own: Readonly<Record<string, string>> = {
    sessionId: 'session',
    participationId: 'participation',
    resumeToken: 'token',
    lastRequestId: 'lastRequest',
  };
  const places = {
    'conformance/reference/server/encode.ts': 'the reference server must send it',
    'conformance/exchange/codec/log-quick.ts': 'the reader of logs must take it over',
  };
  const ownPlaces = {
    'conformance/exchange/observation.ts': 'JoinedObservation must have it',
    'conformance/exchange/notation/observation.ts': 'the notation of histories must write and read it',
    'proto/adjourn/testing/v1/observation.proto': 'the message of the observation must have it',
  };
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

  test.each(JoinedSchema.fields)('$localName is everywhere that Joined goes', ({ localName }) => {
    for (const [path, advice] of Object.entries(places))
      expect(read(path), `${path} does not know ${localName}: ${advice}`).toMatch(new RegExp(`\\b${localName}\\b`));
    const name = own[localName] ?? localName;
    for (const [path, advice] of Object.entries(ownPlaces))
      expect(read(path), `${path} does not know ${name}: ${advice}`).toMatch(
        new RegExp(`\\b(?:${name}|${snake(name)}|${snake(localName)})\\b`),
      );
  });
});

test('every reporter is registered', () => {
  const files = readdirSync(join(project, 'conformance/report')).filter((name) => !name.includes('.test.'));
  const registered = read('conformance/report/reporters.ts');
  for (const file of files) {
    const [, name] = /^export const (\w+): Reporter\b/m.exec(read(join('conformance/report', file))) ?? [];
    if (name === undefined) continue;
    const advice = `conformance/report/${file} exports the Reporter "${name}": add it to conformance/report/reporters.ts`;
    expect(registered, advice).toMatch(new RegExp(`= \\[.*\\b${name}\\b.*\\];`));
  }
});
