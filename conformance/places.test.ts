/** CONTRIBUTING lists the places that a change touches. Each test here finds one that was forgotten, and says what to do there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getOption } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { clauses } from '../gen/clauses.js';
import { close, reason } from '../gen/codes.js';
import { JoinedSchema, ReasonCodeSchema, ReasonSet, ReasonSource, registry } from '../gen/es/index.js';
import { JoinedObservationSchema } from '../gen/es/testing/index.js';
import { cases } from './cases/index.js';
import { silentJoined } from './exchange/observation.js';

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
  ['A field of the report', 6],
  ['A reporter', 2],
])('%s touches at most %d places', (section, most) => {
  const places = listed(section);
  expect(places.length).toBeGreaterThan(0);
  expect(places.length, places.join('\n')).toBeLessThanOrEqual(most);
});

/** The modules below a folder, as one text, without the tests. */
const modules = (folder: string, but = /^$/): string =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !but.test(name))
    .map((name) => read(join(folder, name)))
    .join('\n');

describe('a reason code', () => {
  const codes = ReasonCodeSchema.values.filter(({ number }) => number > 0);
  const prose = read('spec/reason-codes.md').replaceAll(/<!-- generated[\s\S]*?<!-- \/generated -->/g, '');
  const machine = modules('spec/machine', /explore|lossy/);
  const rules = modules('spec/machine/explore/rules') + modules('spec/machine/client/explore/rules');
  const invariants = modules('conformance/invariants', /examples|made-up/);

  test.each(codes)('$name has a place in the prose, in the machine, in its judges and in a case', (value) => {
    const { name, number } = value;
    const short = name.replace('REASON_CODE_', '');
    expect(Object.values(reason), 'run: npm run generate').toContain(number);
    const advice = `spec/reason-codes.md does not say what ${number} stands for: give it a line in the table below "What each code stands for"`;
    expect(prose, advice).toMatch(new RegExp(`^\\| ${number} \\|`, 'm'));
    const has = (text: string, from: string) => new RegExp(`\\b${from}\\.${short}\\b`).test(text);
    const isDecided = has(machine, 'reason') || has(machine, 'close');
    expect(isDecided, `nothing in spec/machine decides reason.${short}: give it its cause there`).toBe(true);
    const rule = `no rule in spec/machine/explore/rules expects reason.${short}: give it its cause in departures.ts, from the prose`;
    expect(has(rules, 'reason'), rule).toBe(true);
    const judge = `no invariant knows reasonCode.${short}: give it its cause in conformance/invariants/timeline/causes.ts, from the prose`;
    expect(has(invariants, 'reasonCode'), judge).toBe(true);
    const made = cases.some((one) => (one.codes as readonly number[]).includes(number));
    expect(made, `no case in conformance/cases has ${number} in its codes`).toBe(true);
  });

  const sentCodes = codes.filter((value) => getOption(value, registry).sources.includes(ReasonSource.SERVER));

  test.each(sentCodes)('$name has a clause that calls for it', (value) => {
    const { number } = value;
    const { set } = getOption(value, registry);
    const [, table = ''] = prose.split('### `reason.true`');
    const advice = `spec/reason-codes.md does not say what causes ${number}: give it a line in the table below \`reason.true\``;
    expect(table, advice).toMatch(new RegExp(`^\\| .* \\| ${number} +\\|$`, 'm'));
    if (set === ReasonSet.EXTENDED)
      expect(
        clauses['reason.fallback'].sentence,
        `the clause reason.fallback in spec/reason-codes.md does not say what stands for ${number} without extended_codes`,
      ).toContain(`${number}`);
  });

  test('no other has a line in the prose', () => {
    const numbers = codes.map(({ number }) => number);
    for (const [, number] of prose.matchAll(/^\| (\d{4}) \|/gm))
      expect(
        numbers,
        `spec/reason-codes.md has a line for ${number}: give proto/adjourn/v1/reason.proto this code`,
      ).toContain(Number(number));
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
  const ownName = (name: string) => own[name] ?? name;
  const places = {
    'conformance/reference/server/encode.ts': 'the reference server must send it',
    'conformance/exchange/codec/log-quick.ts': 'the reader of logs must take it over',
  };
  const ownPlaces = {
    'conformance/sut/peer/entrance.ts': 'the peer must send it',
    'conformance/exchange/observation.ts': 'JoinedObservation and silentJoined must have it',
    'conformance/exchange/notation/observation.ts': 'the notation of histories must read it',
    'proto/adjourn/testing/v1/observation.proto': 'JoinedObservation must have it',
  };
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

  test.each(JoinedSchema.fields)('$localName is everywhere that Joined goes', ({ localName }) => {
    for (const [path, advice] of Object.entries(places))
      expect(read(path), `${path} does not know ${localName}: ${advice}`).toMatch(new RegExp(`\\b${localName}\\b`));
    const name = ownName(localName);
    for (const [path, advice] of Object.entries(ownPlaces))
      expect(read(path), `${path} does not know ${name}: ${advice}`).toMatch(
        new RegExp(`\\b(?:${name}|${snake(name)})\\b`),
      );
  });

  const sent = read('conformance/reference/server/encode.ts');
  const fromMachine = JoinedSchema.fields
    .map(({ localName }) => ownName(localName))
    .filter((name) => new RegExp(`\\bmessage\\.${name}\\b`).test(sent));

  test.each(fromMachine)('%s, which the reference server takes from the machine, is there', (name) => {
    for (const path of ['spec/machine/messages.ts', 'spec/machine/room/join.ts'])
      expect(read(path), `${path} does not know ${name}: the Joined of the machine must have it`).toMatch(
        new RegExp(`\\b${name}\\b`),
      );
  });

  const onWire = JoinedSchema.fields.map(({ localName }) => ownName(localName));

  test.each(Object.keys(silentJoined))('%s, which is observed, is on the wire', (name) => {
    expect(
      onWire,
      `proto/adjourn/v1/answer.proto: Joined has no ${snake(name)}, which JoinedObservation has`,
    ).toContain(name);
  });

  test('what is written down of it is what is observed', () => {
    const written = JoinedObservationSchema.fields.map(({ localName }) => localName);
    const advice =
      'JoinedObservation in proto/adjourn/testing/v1/observation.proto and in conformance/exchange/observation.ts differ';
    expect(written.sort(), advice).toEqual([...Object.keys(silentJoined), 'participation'].sort());
  });
});

test('every reporter is registered', () => {
  const files = readdirSync(join(project, 'conformance/report'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^[\w/-]+\.ts$/.test(name),
  );
  const registered = read('conformance/report/reporters.ts');
  for (const file of files) {
    const [, name] = /^export const (\w+): Reporter\b/m.exec(read(join('conformance/report', file))) ?? [];
    if (name === undefined) continue;
    const advice = `conformance/report/${file} exports the Reporter "${name}": add it to conformance/report/reporters.ts`;
    expect(registered, advice).toMatch(new RegExp(`= \\[.*\\b${name}\\b.*\\];`));
  }
});
