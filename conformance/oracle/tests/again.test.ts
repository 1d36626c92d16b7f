/** What is sent again over another connection, and what keeps the order in which it was first shown. */
import { describe, expect, it } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { explain } from '../explain.js';

const head = [
  '# made up',
  'clauses end.host',
  'seats ann:host bob:attendee cyd:attendee dan:attendee',
  'features extended_codes resume remove switch',
  'window 5000',
];
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
const judge = (...lines: readonly string[]) => explain(parseExample([...head, ...met, ...lines].join('\n')).history);

describe('a Join that is repeated once its Joined was acknowledged', () => {
  const repeated = (...lines: readonly string[]) =>
    judge(
      'bob > ack',
      'round 4',
      'bob > cut',
      'round 5',
      'bob/2 > repeat',
      ...lines,
      'fence',
      'ann > sync',
      'ann < accepted re=1',
    ).kind;

  it('may be answered as it was first, or find nothing: a server may forget what was acknowledged', () => {
    expect(repeated('bob < joined blue$1 bob#1 with ann#1:host seq=1')).toBe('explained');
    expect(repeated('bob < rejected not_found')).toBe('explained');
    expect(repeated('bob < rejected permission_denied')).toBe('refuted');
    expect(repeated('bob < joined blue$1 bob#2 with ann#1:host seq=1')).toBe('refuted');
  });

  it('says of what is refuted what a server allows that forgets', () => {
    const wrong = judge(
      'bob > ack',
      'round 4',
      'bob > cut',
      'round 5',
      'bob/2 > repeat',
      'bob < rejected permission_denied',
    );
    expect(wrong).toMatchObject({ kind: 'refuted', allowed: 'Rejected not_found to bob' });
  });

  it('must not be there again where nothing was repeated', () => {
    const resumed = (line: string) =>
      judge('bob > ack', 'round 4', 'bob > cut', 'round 5', 'bob/2 > resume newest acked seq=0', line).kind;
    expect(resumed('bob < rejected not_found')).toBe('explained');
    expect(resumed('bob < resumed')).toBe('refuted');
  });
});

describe('what bob has missed while he was away', () => {
  const came = (who: string, ...there: readonly string[]) => [
    `${who} > join blue`,
    `${who} < joined blue$1 ${who}#1 with ${['ann', 'bob', ...there].map((one) => `${one}#1:${one === 'ann' ? 'host' : 'attendee'}`).join(' ')}`,
    ...['ann', ...there].map((one) => `${one} < participantJoined ${who}#1:attendee`),
  ];
  const away = [...came('cyd'), 'round 4', ...came('dan', 'cyd'), 'round 5'];
  const cyd = 'bob < participantJoined cyd#1:attendee';
  const dan = 'bob < participantJoined dan#1:attendee';
  const missed = (...lines: readonly string[]) =>
    judge('bob > cut', 'round 4', ...away, 'bob/2 > resume', 'bob < resumed', ...lines).kind;

  it('comes in any order, for it happened to different people', () => {
    expect(missed(`${cyd} seq=2`, `${dan} seq=3`)).toBe('explained');
    expect(missed(`${dan} seq=2`, `${cyd} seq=3`)).toBe('explained');
  });

  it('comes without a gap, and nothing of it twice', () => {
    expect(missed(`${cyd} seq=2`, `${dan} seq=4`)).toBe('refuted');
    expect(missed(`${cyd} seq=2`, `${cyd} seq=3`)).toBe('refuted');
    expect(missed(`${cyd} seq=2`)).toBe('refuted');
    expect(missed(`${dan} seq=3`, `${cyd} seq=2`)).toBe('refuted');
  });

  it('comes once more as it was numbered when it was first shown', () => {
    const twice = (first: readonly string[], second: readonly string[]) =>
      missed(
        ...first,
        'round 6',
        'bob > cut',
        'round 7',
        'bob/3 > resume newest last seq=1',
        'bob < resumed',
        ...second,
      );
    const one = [`${dan} seq=2`, `${cyd} seq=3`];
    const other = [`${cyd} seq=2`, `${dan} seq=3`];
    expect(twice(one, one)).toBe('explained');
    expect(twice(other, other)).toBe('explained');
    expect(twice(one, other)).toBe('refuted');
    expect(twice(other, one)).toBe('refuted');
    expect(twice(one, [`${dan} seq=2`])).toBe('refuted');
  });
});

describe('a bad frame behind a Leave, by its close code', () => {
  const closed = (...lines: readonly string[]) =>
    judge(...lines, 'ann < participantLeft bob#1 1101', 'fence', 'ann > sync', 'ann < accepted re=1').kind;

  it('is excused by a frame that was sent, and before the close', () => {
    expect(closed('bob > leave', 'bob > malformed oversize', 'bob < closed 1009')).toBe('explained');
    expect(closed('bob > leave', 'bob > malformed oversize', 'bob < closed 1007')).toBe('refuted');
    expect(closed('bob > leave', 'bob < closed 1009', 'bob > malformed oversize')).toBe('refuted');
    expect(closed('bob > leave', 'bob > malformed oversize', 'bob < roomLeft 1101 re=1', 'bob < closed 4101')).toBe(
      'explained',
    );
  });
});
