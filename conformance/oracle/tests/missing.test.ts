/** What is not there (yet) at the end of a history: whether it had to be there by then. */
import { describe, expect, it } from 'vitest';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { explain } from '../explain.js';

/** Lines of a history; `@5000` before a line says when it happened, and for all lines behind it. */
function story(head: string, ...lines: readonly string[]): History {
  const times: number[] = [];
  let now = 0;
  const bare = lines.map((line) => {
    const [, time, rest = line] = /^@(\d+) (.*)/.exec(line) ?? [];
    if (time !== undefined) now = Number(time);
    if (!/^round/.test(rest)) times.push(now);
    return rest;
  });
  const text = ['# made up', 'clauses end.host', 'seats ann:host bob:attendee cyd:attendee', head, ...bare];
  const { history } = parseExample(text.join('\n'));
  return { ...history, records: history.records.map((record, index) => ({ ...record, at: times[index] ?? now })) };
}

const met = [
  'round 1',
  'ann > join blue',
  'ann < joined blue$1 ann#1',
  'round 2',
  'bob > join blue',
  'bob < joined blue$1 bob#1 with ann#1:host',
  'ann < participantJoined bob#1:attendee',
  'round 3',
];
const kind = (head: string, ...lines: readonly string[]) =>
  explain(story(`features extended_codes ${head}`, ...lines)).kind;
/** Ann is still there at this time, and has been told nothing. */
const at = (time: number) => [`@${time} ann > sync`, 'ann < accepted re=1'];

const windowed = 'resume\nwindow 1000';
const heartbeats = 'resume\nwindow 1000\nheartbeat 100 400';

describe('a departure that nobody was told of', () => {
  it.each<[string, string, readonly string[], number]>([
    ['a cut: the window, and a second before and behind it', windowed, ['@100 bob > cut'], 3100],
    ['a close that is no goodbye', windowed, ['@100 bob > close 1000'], 3100],
    ['a bad frame', windowed, ['@100 bob > malformed oversize', 'bob < closed 1009'], 3100],
    ['a connection that is frozen: the time-out as well', heartbeats, ['@100 bob > freeze'], 3500],
    ['a cut behind a freeze', heartbeats, ['@50 bob > freeze', '@100 bob > cut'], 3100],
    ['a goodbye: a second', windowed, ['@100 bob > close 4101'], 1101],
    ['a goodbye, without resumption', '', ['@100 bob > close 4101'], 1101],
    ['a Leave and a cut', windowed, ['@100 bob > leave', 'bob > cut'], 3100],
  ])('must be told of in time: %s', (_, head, lines, due) => {
    expect(kind(head, ...met, ...lines, ...at(due - 1))).toBe('explained');
    const late = explain(story(`features extended_codes ${head}`, ...met, ...lines, ...at(due)));
    expect(late).toMatchObject({
      kind: 'refuted',
      clause: 'departure.tells-others',
      missing: true,
      seen: 'nothing',
    });
    expect('allowed' in late && late.allowed).toMatch(/^ParticipantLeft bob#1 1(001|101) to ann$/);
  });

  it('must be told of at once without resumption: the last fence waits for that', () => {
    expect(kind('', ...met, '@100 bob > cut', ...at(100))).toBe('refuted');
    expect(kind('', ...met, '@100 bob > cut', 'ann < participantLeft bob#1 1001', ...at(100))).toBe('explained');
  });

  it('is of the seat whose loss is old, and of no other', () => {
    const cyd = [
      ...met,
      'cyd > join blue',
      'cyd < joined blue$1 cyd#1 with ann#1:host bob#1:attendee',
      'ann < participantJoined cyd#1:attendee',
      'bob < participantJoined cyd#1:attendee',
      'round 4',
    ];
    const told = ['ann < participantLeft bob#1 1001'];
    const lost = ['@100 bob > cut', '@2000 cyd > cut'];
    expect(kind(windowed, ...cyd, ...lost, ...at(3200))).toBe('refuted');
    expect(kind(windowed, ...cyd, ...lost, ...told, ...at(3200))).toBe('explained');
    expect(kind(windowed, ...cyd, ...lost, ...told, ...at(5000))).toBe('refuted');
  });

  it('is missed by nobody who is gone', () => {
    expect(
      kind(windowed, ...met, '@100 bob > cut', '@200 ann > cut', '@9000 cyd > join red', 'cyd < joined red$1 cyd#1'),
    ).toBe('explained');
  });

  it('is no matter of time where there are no times: a goodbye has to be told of', () => {
    const lines = [...met, 'bob > close 4101', 'ann > sync', 'ann < accepted re=1'];
    const { history } = parseExample(
      [
        '# made up',
        'clauses end.host',
        'seats ann:host bob:attendee',
        'features extended_codes resume',
        'window 1000',
        ...lines,
      ].join('\n'),
    );
    expect(explain(history)).toMatchObject({ kind: 'refuted', missing: true });
  });
});

describe('what is still to come', () => {
  it.each<[string, readonly string[]]>([
    ['the answer to a request', ['bob > sync']],
    ['RoomLeft', ['bob > leave', 'ann < participantLeft bob#1 1101']],
    ['the news of an End', ['ann > end', 'ann < roomLeft 1008 re=1', 'ann < closed 4008']],
  ])('is missing where its connection lives: %s', (_, lines) => {
    expect(explain(story('features extended_codes', ...met, ...lines))).toMatchObject({
      kind: 'refuted',
      missing: true,
    });
    expect(kind(windowed, ...met, ...lines, '@1 bob > cut')).toBe('explained');
  });
});
