import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configOf, type Event, idle, type Server, search, step, Violation } from './index.js';

/** The example in a docblock, without its asterisks. */
const exampleIn = (file: string): string[] => {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const [, example = ''] = text.split('@example\n');
  return (example.split('*/')[0] ?? '')
    .split('\n')
    .map((line) => line.replace(/^ \*\s?/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
};

/** This file, without what indents it. */
const here = readFileSync(new URL(import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.trim());

it('step: as its docblock shows', () => {
  const config = configOf({ resumeWindowMs: 10_000 });
  const ids = { session: 's1', participation: 'p1', token: 't1' };
  const who = { room: 'blue', participant: 'ann', role: 'host', joinId: 'j1' } as const;
  const [server, effects] = step(config, idle, { type: 'join', connection: 'c1', access: 'granted', ...who, ...ids });
  expect(effects).toMatchObject([{ kind: 'send', to: 'c1', message: { kind: 'joined' } }]);
  expect(server.rooms.blue?.session).toBe('s1');
});

it('search: as its docblock shows', () => {
  const join = {
    connection: 'c1',
    room: 'blue',
    participant: 'ann',
    role: 'host',
    joinId: '',
    access: 'granted',
  } as const;
  const ids = { session: 's1', participation: 'p1', token: '' };
  const events = ({ rooms }: Server): Event[] =>
    rooms.blue ? [{ type: 'closing', room: 'blue' }] : [{ type: 'join', ...join, ...ids }];

  const config = configOf();
  const { states, violation } = search<Server, Event>({
    start: idle,
    key: ({ rooms }) => JSON.stringify(rooms),
    successors: (server) => events(server).map((event) => ({ event, next: step(config, server, event)[0] })),
    check: ({ rooms }) => {
      if ((rooms.blue?.present.length ?? 0) > 1) throw new Violation('somebody else is there');
    },
  });
  expect(violation).toBeUndefined();
  expect(states).toBe(2);
});

it.each(['server.ts', 'search.ts'])('the example in %s is the one that is compiled here', (file) => {
  const lines = exampleIn(file);
  expect(lines.length).toBeGreaterThan(3);
  expect(here).toEqual(expect.arrayContaining(lines));
});
