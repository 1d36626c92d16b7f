/** Who comes into an empty room opens a session; and what only looks like that. */
import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const head = `# A room that somebody leaves while somebody else comes
clauses   session.fresh
features  extended_codes remove replace resume room_order
window    30000
seats     ann:host bob:attendee phone=bob:attendee cid:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
`;

const clauses = (...lines: readonly string[]) =>
  judge(parseExample(head + lines.join('\n')).history).violations.map(({ clause }) => clause);

/** Ann leaves and cid joins at the same moment: what each of them is shown. */
const crossing = (cid: readonly string[], ann: readonly string[] = []) =>
  clauses(
    'ann > leave',
    'cid > join blue',
    ...ann,
    'ann < roomLeft 1101 re=1',
    'ann < closed 4101',
    ...cid,
    'fence',
    'cid > sync',
    'cid < accepted re=1',
  );

describe('somebody who comes when the last one goes', () => {
  test('is shown an empty list in a new session', () => {
    expect(crossing(['cid < joined blue$2 cid#1'])).toEqual([]);
    expect(crossing(['cid < joined blue$1 cid#1'])).toEqual(['session.fresh']);
  });

  test('may have come before, and is shown who was there', () => {
    const shown = ['cid < joined blue$1 cid#1 with ann#1:host', 'cid < participantLeft ann#1 1101'];
    expect(crossing(shown, ['ann < participantJoined cid#1:attendee'])).toEqual([]);
  });
});

describe('a participant that replaces itself goes on with the session', () => {
  const phone = [
    'phone > join blue',
    'phone < joined blue$1 phone#1',
    'fence',
    'phone > sync',
    'phone < accepted re=1',
  ];

  test('where nobody was shown its older stay', () => {
    expect(clauses('bob > join blue', 'bob > cut', 'ann > close 4101', 'round 3', ...phone)).toEqual([]);
  });

  test('where its older stay is away', () => {
    const bob = [
      'bob > join blue',
      'bob < joined blue$1 bob#1 with ann#1:host',
      'ann < participantJoined bob#1:attendee',
    ];
    const goes = ['ann > leave', 'ann < roomLeft 1101 re=1', 'ann < closed 4101'];
    expect(clauses(...bob, 'round 3', 'bob > cut', 'round 4', ...goes, 'round 5', ...phone)).toEqual([]);
  });
});
