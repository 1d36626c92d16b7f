import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { reasonInfo } from '../../../gen/codes.js';
import { features } from '../../exchange/features.js';
import type { MappedWord, Mapping } from '../../exchange/mapping.js';
import type { Code } from '../../exchange/words.js';
import { lintMapping } from './lint.js';
import { lossOf } from './loss.js';
import { isLocal, type MappedSystem } from './registry.js';

const row = (native: string, ...means: Code[]): MappedWord => ({ native, means });

const sent = reasonInfo.filter((info) => !isLocal(info));
const one = sent.filter(({ scope }) => scope === 'one');
/** Every code has a word of its own, and nothing more is said than may be said. */
const faithful: Mapping = {
  leaver: sent.map(({ code, name }) => row(name, code)),
  others: one.map(({ code, name }) => row(name, code)),
  refusals: [{ native: 'no', code: 'permission_denied' }],
};
const everything = features.filter((name) => name !== 'announces_each');
const full: MappedSystem = { features: everything, unsupported: [], deviations: [], mapping: faithful };

const lint = (mapping: Partial<Mapping>, more: Partial<MappedSystem> = {}) =>
  lintMapping({ ...full, ...more, mapping: { ...faithful, ...mapping } }).map(({ level, text }) => `${level}: ${text}`);
/** The faithful rows, with one more or another one in place of those with the same word. */
const but = (side: 'leaver' | 'others', ...rows: readonly MappedWord[]) => ({
  [side]: [...faithful[side].filter(({ native }) => rows.every((other) => other.native !== native)), ...rows],
});
const without = (side: 'leaver' | 'others', ...codes: readonly Code[]) => ({
  [side]: faithful[side].filter(({ means }) => means.every((code) => !codes.includes(code))),
});

test('a faithful mapping is clean', () => {
  expect(lint({})).toEqual([]);
});

describe('a code without a word', () => {
  test('is an error where it can be told', () => {
    expect(lint(without('others', 1003))).toEqual([
      'error: no word says 1003 REMOVE_PEER_VIEWER_MODE_CHANGED to the others',
    ]);
    expect(lint(without('leaver', 1008))).toEqual(['error: no word says 1008 REMOVE_ALL to the leaver']);
  });

  test('is none where nothing can bring it about', () => {
    const viewer = without('others', 1003);
    expect(
      lint({ ...viewer, ...without('leaver', 1003) }, { features: everything.filter((name) => name !== 'viewer') }),
    ).toEqual([]);
    expect(lint(viewer, { unsupported: ['mode'] })).toEqual([]);
    expect(lint(without('others', 1005), { unsupported: ['switchRoom'] })).toEqual([]);
    expect(lint(without('leaver', 1007))).toEqual([]);
    expect(lint(without('leaver', 1001, 1005))).toEqual([]);
    expect(
      lint({ leaver: [] }, { deviations: [{ clause: 'departure.tells-leaver', why: 'it says nothing' }] }),
    ).toEqual([]);
  });

  test('counts by its fallback without extended_codes', () => {
    const core = { features: everything.filter((name) => name !== 'extended_codes') };
    const rows = (side: Mapping['leaver']) => side.filter(({ means: [code] }) => Number(code) < 1010);
    const mapping = { leaver: rows(faithful.leaver), others: rows(faithful.others) };
    const found = lint(mapping, core);
    expect(found).toHaveLength(4);
    expect(found[0]).toBe(
      'error: no word says 1011 DUPLICATE_PARTICIPANT to the leaver, which is told as no reason without extended_codes',
    );
    const absent = { leaver: [...mapping.leaver, row('', 'absent')], others: [...mapping.others, row('', 'absent')] };
    expect(lint(absent, core)).toEqual([]);
  });

  test('whole-room codes are owed to the others by a system that announces each', () => {
    const each = { features };
    expect(lint({}, each)).toHaveLength(3);
    expect(lint({ others: faithful.leaver }, each)).toEqual([]);
  });
});

describe('a row that contradicts the registry', () => {
  test.each<[string, Partial<Mapping>, string]>([
    ['a local code for the others', but('others', row('oops', 1103)), 'which a client only says to itself'],
    ['a number that nobody has given away', but('leaver', row('oops', 1234)), 'which is no code of the registry'],
    ['code 0', but('leaver', row('oops', 0)), 'leave the code out'],
    ['no code at all', but('leaver', row('oops')), 'stands for nothing'],
    ['a code twice', but('leaver', row('oops', 1002, 1002)), 'names 1002 REMOVE_PEER twice'],
  ])('%s', (_, mapping, words) => {
    const found = lint(mapping);
    expect(found.filter((text) => text.startsWith('error'))).toEqual([expect.stringContaining(words)]);
    expect(found[0]).toContain('"oops"');
  });

  test('what a vendor may use, and what a client may say to itself, is none', () => {
    expect(lint(but('leaver', row('ours', 1600), row('gave up', 1102)))).toEqual([]);
  });

  test('a word for whole-room codes alone is to be known, unless it is declared', () => {
    const told = but('others', row('gone', 1006, 1008));
    expect(lint(told)).toEqual([
      expect.stringMatching(/^note: "gone" tells the others 1006.* is broken$/),
      expect.any(String),
    ]);
    const deviations = [{ clause: 'departure.by-room-left-alone', why: 'it tells everybody' }];
    expect(lint(told, { deviations })).not.toContainEqual(expect.stringContaining('is broken'));
  });

  test('a word for whole-room codes and others is to be known: the mapping names every cause', () => {
    const found = lint(but('others', row('gone', 1002, 1008)));
    expect(found).toContainEqual(expect.stringMatching(/^note: "gone" tells .* cannot be told apart$/));
    expect(found.filter((text) => text.startsWith('error'))).toEqual([]);
  });

  test('a code of a feature that is not declared is an error by itself, and a note beside others', () => {
    const plain = { features: everything.filter((name) => name !== 'operator') };
    const found = lint({}, plain);
    expect(found.filter((text) => text.includes('does not declare operator'))).toHaveLength(3);
    const merged = { ...without('leaver', 1009, 1010), ...but('others', row('REMOVE_PEER', 1002, 1010)) };
    const others = (merged.others ?? []).filter(({ native }) => native !== 'REMOVE_PEER_API');
    expect(lint({ ...merged, others }, plain)).toEqual([
      'note: 1010 REMOVE_PEER_API is among what "REMOVE_PEER" may stand for, and the profile does not declare operator',
      expect.stringContaining('"REMOVE_PEER" stands for 1002 REMOVE_PEER to the leaver, and for'),
    ]);
  });
});

describe('the two sides', () => {
  test('a word with two meanings is to be known', () => {
    expect(lint(but('others', row('REMOVE_PEER', 1002, 1010)))).toContain(
      'note: "REMOVE_PEER" stands for 1002 REMOVE_PEER to the leaver, and for 1002 REMOVE_PEER and 1010 REMOVE_PEER_API to the others',
    );
  });

  test('what one tells apart and the other merges is to be known', () => {
    const others = [
      ...faithful.others.filter(({ means: [code] }) => code !== 1002 && code !== 1010),
      row('kicked', 1002, 1010),
    ];
    expect(lint({ others })).toEqual([
      'note: "kicked" merges 1002 REMOVE_PEER and 1010 REMOVE_PEER_API to the others, and the words to the leaver tell them apart',
    ]);
  });
});

test('a word that is mapped twice is an error, also as a refusal', () => {
  expect(lint({ refusals: [...faithful.refusals, { native: 'no', code: 'not_found' }] })).toEqual([
    'error: "no" is mapped twice as a refusal: give it one row',
  ]);
});

// ---- any mapping ----

const aCode: fc.Arbitrary<Code> = fc.oneof(
  fc.constantFrom<Code>(...reasonInfo.map(({ code }) => code), 'absent'),
  fc.integer({ min: 0, max: 2_000 }),
);
const aRow = fc.record({ native: fc.constantFrom('a', 'b', 'c', 'd', 'e'), means: fc.array(aCode, { maxLength: 4 }) });
const aSide = fc.array(aRow, { maxLength: 6 });
const aSystem: fc.Arbitrary<MappedSystem> = fc.record({
  features: fc.subarray([...features]),
  unsupported: fc.subarray(['leave', 'end', 'remove', 'switchRoom', 'mode', 'operate', 'cut', 'freeze']),
  deviations: fc.constant([]),
  mapping: fc.record({ leaver: aSide, others: aSide, refusals: fc.constant([]) }),
});
const texts = (system: MappedSystem) => lintMapping(system).map(({ text }) => text);

test.prop([aSystem])('errors come first, and nothing is said twice', (system) => {
  const levels = lintMapping(system).map(({ level }) => level);
  expect(levels).toEqual(levels.toSorted());
});

test.prop([aSystem, fc.context()])('a row that is given twice is an error', (system) => {
  const [first] = system.mapping.leaver;
  if (!first) return;
  const leaver = [...system.mapping.leaver, first];
  expect(texts({ ...system, mapping: { ...system.mapping, leaver } })).toContain(
    `"${first.native}" is mapped twice to the leaver: give it one row`,
  );
});

test.prop([aSystem])('the order of the rows changes no error', (system) => {
  const { leaver, others, refusals } = system.mapping;
  const turned = { leaver: leaver.toReversed(), others: others.toReversed(), refusals };
  const errors = (one: MappedSystem) =>
    lintMapping(one)
      .filter(({ level }) => level === 'error')
      .map(({ text }) => text);
  expect(errors({ ...system, mapping: turned }).toSorted()).toEqual(errors(system).toSorted());
});

test.prop([aSystem])('a word of its own for each code that lacks one leaves no code without a word', (system) => {
  const words = reasonInfo.map(({ code, name }) => row(name, code));
  const more = [...words, row('nothing', 'absent')];
  const { leaver, others, refusals } = system.mapping;
  const mapping = { leaver: [...leaver, ...more], others: [...others, ...more], refusals };
  expect(texts({ ...system, mapping }).filter((text) => text.startsWith('no word says'))).toEqual([]);
});

test.prop([aSide])('two codes are lost together exactly where one word stands for both', (side) => {
  const groups = lossOf(side);
  const codes = [...new Set(side.flatMap(({ means }) => means))];
  for (const first of codes)
    for (const second of codes) {
      if (first === second) continue;
      const merged = side.some(({ means }) => means.includes(first) && means.includes(second));
      const grouped = groups.some((group) => group.codes.includes(first) && group.codes.includes(second));
      expect(grouped).toBe(merged);
    }
});
