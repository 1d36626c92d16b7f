/** The page about testees holds what the schemas hold: its conversations are messages, and its tables name the fields. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as pb from '../../gen/es/testing/index.js';
import { fromTestee, toTestee } from './codec.js';
import type { Ready } from './testee.js';

const page = readFileSync(new URL('../../spec/testee.md', import.meta.url), 'utf8');

/** The lines of each block that is a conversation. */
const conversations = [...page.matchAll(/^```\n(> [\s\S]*?)```$/gm)].map(([, block = '']) => block.trim().split('\n'));

/** What both sides say, in their order. */
const readConversation = (lines: readonly string[]) => {
  const said = (mark: string) => lines.filter((line) => line.startsWith(mark)).map((line) => JSON.parse(line.slice(2)));
  const answers = said('< ').map((json) => fromTestee.fromJson(json));
  return {
    commands: said('> ').map((json) => toTestee.fromJson(json)),
    answers: answers.flatMap((message) => (message.kind === 'answer' ? [message] : [])),
    told: answers.flatMap((message) => (message.kind === 'told' ? [message] : [])),
  };
};

test('the page has one conversation with a client, and one with a system', () => {
  expect(conversations).toHaveLength(2);
  const sides = conversations.map((lines) => readConversation(lines).answers[0]?.answer);
  expect(sides).toMatchObject([{ side: 'client' }, { side: 'system' }]);
});

describe.each(conversations.map((lines, index) => ({ of: ['a client', 'a system'][index], lines })))(
  'the conversation with $of',
  ({ lines }) => {
    test('is made of messages, and of nothing else', () => {
      expect(lines.filter((line) => !/^[<>] \{/.test(line))).toEqual([]);
      const { commands, answers, told } = readConversation(lines);
      expect(commands.length + answers.length + told.length).toBe(lines.length);
      expect(commands.map(({ command }) => command.kind)).not.toContain('nonsense');
    });

    test('answers every command once, after it was given', () => {
      const { commands, answers } = readConversation(lines);
      expect(commands.map(({ id }) => id)).toEqual(commands.map((_, index) => index + 1));
      expect(answers.map(({ id }) => id)).toEqual(commands.map(({ id }) => id));
      for (const { id } of commands) {
        const given = lines.findIndex((line) => line.startsWith(`> {"id":${id},`));
        expect(lines.findIndex((line) => line.startsWith(`< {"id":${id},`))).toBeGreaterThan(given);
      }
    });
  },
);

test('what a system says is in its mapping, and it is asked for nothing that it cannot do', () => {
  const { answers, told, commands } = readConversation(conversations[1] ?? []);
  const [ready] = answers.map(({ answer }) => answer as Ready);
  const { system, unsupported = [] } = ready ?? {};
  const words = (list: 'leaver' | 'others' | 'refusals') => system?.mapping[list].map(({ native }) => native);
  for (const { note } of told) {
    if (note.told.event === 'roomLeft') expect(words('leaver')).toContain(note.told.native);
    if (note.told.event === 'participantLeft') expect(words('others')).toContain(note.told.native);
  }
  const refused = answers.flatMap(({ answer }) => (answer.kind === 'refused' ? [answer.native] : []));
  expect(refused).toEqual(['forbidden']);
  expect(words('refusals')).toEqual(expect.arrayContaining(refused));
  const done = commands.flatMap(({ command }) => (command.kind === 'act' ? [command.action.kind] : []));
  expect(done.filter((kind) => unsupported.includes(kind))).toEqual([]);
});

/** The first column of the table under a heading. */
const rows = (heading: string): string[] => {
  const [, part = ''] = page.split(`\n### ${heading}\n`);
  const table = part.split(/\n###? /)[0] ?? '';
  return [...table.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, names = '']) => names.replaceAll('`', '').split(', '));
};

test('every part of what a system says of itself is explained', () => {
  expect(rows('What it says of itself').toSorted()).toEqual(
    pb.SystemProfileSchema.fields.map(({ jsonName }) => jsonName).toSorted(),
  );
});

test('every event is explained', () => {
  const events = pb.AppEventSchema.oneofs[0]?.fields.map(({ jsonName }) => jsonName);
  expect(rows('Events').toSorted()).toEqual(events?.toSorted());
});

test('every call of a system is a kind of action', () => {
  const kinds = pb.ActionSchema.oneofs[0]?.fields.map(({ jsonName }) => jsonName);
  expect(rows('Calls').length).toBeGreaterThan(10);
  expect(kinds).toEqual(expect.arrayContaining(rows('Calls')));
});
