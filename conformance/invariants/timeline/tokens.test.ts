import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const HEAD = `# somebody comes back
clauses   resume.tokens-serve
features  extended_codes remove resume switch room_order
window    30000
seats     ann:host bob:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
`;

const ofTokens = /^resume\.(resumed|tokens-serve|token-dies|not-found)$/;

const clausesOf = (...lines: readonly string[]): string[] =>
  judge({ ...parseExample(HEAD + lines.join('\n')).history, settled: 'quiet' })
    .violations.map(({ clause }) => clause as string)
    .filter((clause) => ofTokens.test(clause));

const back = ['bob > cut', 'bob/2 > resume', 'bob < resumed'];
const said = ['bob > sync', 'bob < accepted re=1'];

/** What went before, the Resume, and by which clauses its refusal is wrong, or its success. */
const cases: readonly (readonly [
  what: string,
  before: readonly string[],
  resume: string,
  wrong: { readonly refused: readonly string[]; readonly resumed: readonly string[] },
])[] = [
  [
    'the only token serves',
    ['bob > cut'],
    'bob/2 > resume',
    { refused: ['resume.resumed', 'resume.tokens-serve'], resumed: [] },
  ],
  [
    'the token before serves where nothing was said under the newer one',
    [...back, 'bob > cut'],
    'bob/3 > resume first',
    { refused: ['resume.tokens-serve'], resumed: [] },
  ],
  [
    'the newest one serves too',
    [...back, 'bob > cut'],
    'bob/3 > resume',
    { refused: ['resume.resumed', 'resume.tokens-serve'], resumed: [] },
  ],
  [
    'the token before dies when something was answered that was said under the newer one',
    [...back, ...said, 'bob > cut'],
    'bob/3 > resume first',
    { refused: [], resumed: ['resume.token-dies'] },
  ],
  [
    'where that was not answered, both are right',
    [...back, 'bob > sync', 'bob > cut'],
    'bob/3 > resume first',
    { refused: [], resumed: [] },
  ],
  [
    'an Ack has no answer, so both are right after it',
    [...back, 'bob > ack ack=2', 'bob > cut'],
    'bob/3 > resume first',
    { refused: [], resumed: [] },
  ],
  [
    'an answer that comes after the Resume proves nothing of what came before it',
    [...back, 'bob > sync', 'bob/3 > resume first', 'bob/2 < accepted re=1'],
    '',
    { refused: [], resumed: [] },
  ],
  [
    'what was said before the newer token was given is no word under it',
    [...said, ...back, 'bob > cut'],
    'bob/3 > resume first',
    { refused: ['resume.tokens-serve'], resumed: [] },
  ],
  [
    'the newest token after a Resume without an answer is perhaps not the newest',
    ['bob > cut', 'bob/2 > resume', 'bob > cut'],
    'bob/3 > resume',
    { refused: ['resume.tokens-serve'], resumed: [] },
  ],
  [
    'a made-up token never serves',
    ['bob > cut'],
    'bob/2 > resume made-up',
    { refused: [], resumed: ['resume.not-found'] },
  ],
  [
    'nor does any token with a sequence that was never reached',
    ['bob > cut'],
    'bob/2 > resume newest beyond seq=900',
    { refused: [], resumed: ['resume.not-found'] },
  ],
  [
    'a sequence beyond what was shown may have been reached unseen',
    ['bob > cut'],
    'bob/2 > resume newest beyond seq=9',
    { refused: [], resumed: [] },
  ],
  [
    'by a switch the later token of one connection is the newer one',
    [
      'bob > switch red',
      'ann < participantLeft bob#1 1005',
      'bob < joined red$1 bob#2 re=1',
      'bob > sync',
      'bob < accepted re=2',
    ],
    'bob/2 > resume first',
    { refused: [], resumed: ['resume.token-dies'] },
  ],
];

const answer = (before: readonly string[], resume: string, word: string): string[] => {
  const [seat = ''] = (resume || 'bob/3').split(' ');
  return [...before, ...(resume ? [resume] : []), `${seat} < ${word}`];
};

describe.each(cases)('%s', (_, before, resume, wrong) => {
  test('as a refusal shows', () => {
    expect(clausesOf(...answer(before, resume, 'rejected not_found'))).toEqual(wrong.refused);
  });

  test('as a success shows', () => {
    expect(clausesOf(...answer(before, resume, 'resumed'))).toEqual(wrong.resumed);
  });
});

test.each(['permission_denied', 'unauthenticated', 'unimplemented'])(
  'a Resume is refused with not_found, and never with %s',
  (code) => {
    expect(clausesOf('bob > cut', 'bob/2 > resume made-up', `bob/2 < rejected ${code}`)).toEqual(['resume.not-found']);
  },
);

describe.each(['resource_exhausted', 'unavailable'])('a Resume that is refused with %s, because of load', (code) => {
  const ofAnswers = ['resume.resumed', 'resume.tokens-serve', 'resume.token-dies', 'resume.remembers'] as const;
  const judged = (...lines: readonly string[]) => {
    const { violations, checks } = judge({ ...parseExample(HEAD + lines.join('\n')).history, settled: 'quiet' });
    return { broken: violations.map(({ clause }) => clause), held: ofAnswers.filter((clause) => checks.get(clause)) };
  };
  const clear = cases.filter(([what]) => !what.includes('proves nothing'));

  test.each(clear)('breaks nothing, and shows nothing: %s', (_, before, resume) => {
    const refused = judged(...answer(before, resume, `rejected ${code}`));
    expect(refused).toEqual(judged(...before));
    expect(clausesOf(...answer(before, resume, `rejected ${code}`))).toEqual([]);
  });

  test('breaks nothing after a departure', () => {
    const removed = ['bob > cut', 'ann > remove bob', 'ann < participantLeft bob#1 1002', 'ann < accepted re=1'];
    expect(judged(...removed, 'bob/2 > resume', `bob/2 < rejected ${code}`).broken).toEqual([]);
  });

  test('leaves the participation lingering: the next Resume is answered as ever', () => {
    const refused = ['bob > cut', 'bob/2 > resume', `bob/2 < rejected ${code}`, 'bob/3 > resume'];
    expect(judged(...refused, 'bob/3 < resumed')).toEqual({
      broken: [],
      held: ['resume.resumed', 'resume.tokens-serve'],
    });
    expect(judged(...refused, 'bob/3 < rejected not_found').broken).toContain('resume.resumed');
  });

  test('is no longer right when it tells of anything before', () => {
    const told = ['bob > cut', 'bob/2 > resume', 'bob/2 < accepted re=1', `bob/2 < rejected ${code}`];
    expect(judged(...told).broken).not.toEqual([]);
  });

  test('breaks nothing where a Join was repeated', () => {
    const repeated = ['bob > cut', 'bob/2 > repeat', `bob/2 < rejected ${code}`];
    expect(judged(...repeated).broken).toEqual([]);
    expect(judged('bob > cut', 'bob/2 > repeat', 'bob/2 < rejected not_found').broken).toContain('repeat.answered');
  });
});
