/** spec/crosswalk.md is read from documents: what was measured of a system must not contradict it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { keptNames, readKept } from '../bench/systems/kept.js';
import { type CrosswalkRow, toldWord } from '../exchange/crosswalk.js';
import { CODE_OF } from '../report/matrix/words.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a column of the page is about: the systems that were measured, and by what the page names each of their words. */
interface Column {
  readonly systems: readonly string[];
  readonly words: Readonly<Record<string, string>>;
}

const columns: Readonly<Record<string, Column>> = {
  'LiveKit DisconnectReason': {
    systems: ['livekit', 'livekit-client'],
    words: {
      CLIENT_INITIATED: '1',
      DUPLICATE_IDENTITY: '2',
      PARTICIPANT_REMOVED: '4',
      ROOM_DELETED: '5',
      SIGNAL_CLOSE: '9',
    },
  },
  'XMPP MUC (XEP-0045)': {
    systems: ['prosody', 'prosody-smacks', 'ejabberd'],
    words: { unavailable: 'none', destroy: 'destroy', 'status 301': '301', 'status 307': '307', 'status 333': '333' },
  },
  'Janus videoroom': {
    systems: ['janus', 'janus-reclaim'],
    words: {
      leaving: 'leaving',
      'leaving, kicked': 'kicked',
      kicked: 'kicked',
      destroyed: 'destroyed',
      timeout: 'timeout',
      'unpublished, leaving': 'leaving',
    },
  },
  // The page has the words of Matrix: a kick is a leave by somebody else.
  Matrix: {
    systems: ['synapse'],
    words: { 'leave by itself': 'leave', 'leave by another': 'kick', 'leave by the operator': 'kick' },
  },
};

const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
const lines = readFileSync(join(root, 'spec/crosswalk.md'), 'utf8').split('\n');

/** The cells of a column, by code. */
function column(name: string): ReadonlyMap<number, string> {
  const head = lines.findIndex((line) => cells(line).includes(name));
  const place = cells(lines[head] ?? '').indexOf(name);
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  const rows = lines.slice(head + 2, end).map(cells);
  return new Map(rows.map((row) => [Number.parseInt(row[1] ?? '', 10), row[place] ?? '']));
}

/** What contradicts a row of the page, in words; empty where nothing does. */
function contradiction(row: CrosswalkRow, { words }: Column, page: ReadonlyMap<number, string>): string {
  const word = toldWord(row);
  if (word === undefined) return '';
  const named = words[word];
  if (named === undefined) return `"${word}" has no name on the page: give it one in the table of this test`;
  const code = CODE_OF[row.cause];
  const cell = page.get(code) ?? '';
  return cell.split(/[^\w]+/).includes(named) ? '' : `${code} is "${word}", which is "${named}", and not "${cell}"`;
}

test.each(Object.keys(columns))('the page has a column "%s"', (name) => {
  expect(column(name).size).toBeGreaterThan(15);
});

describe.each(Object.entries(columns))('%s', (name, about) => {
  test.each(about.systems)('says what was measured of %s', (system) => {
    expect(keptNames(root)).toContain(system);
    const { crosswalk } = readKept(root, system).report;
    expect(crosswalk.length).toBeGreaterThan(5);
    const wrong = crosswalk.map((row) => contradiction(row, about, column(name))).filter((text) => text !== '');
    expect([...new Set(wrong)]).toEqual([]);
  });
});

test('a row that the measurement contradicts is found', () => {
  const row: CrosswalkRow = {
    cause: 'own-leave',
    listener: 'leaver',
    native: 'destroy',
    means: [],
    times: 1,
    medianMs: 1,
    mostMs: 1,
  };
  const about: Column = { systems: [], words: { destroy: 'destroy' } };
  expect(contradiction(row, about, new Map([[1101, '110 or none']]))).toContain('1101 is "destroy"');
  expect(contradiction(row, about, new Map([[1101, '~destroy']]))).toBe('');
  expect(contradiction({ ...row, native: 'gone' }, about, new Map())).toContain('"gone" has no name');
});
