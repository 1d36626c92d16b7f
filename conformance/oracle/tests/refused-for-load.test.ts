import { expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../../invariants/index.js';
import { explain } from '../explain.js';

/** Bob is lost, is refused when he comes back, by a Resume or by his Join once more, and tries again. */
const history = (asks: string, refusal: string, answer: readonly string[]) =>
  parseExample(`# A server with too much to do lets somebody come back a little later
clauses   resume.not-found
features  extended_codes resume room_order
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
bob > cut
round 4
bob/2 > ${asks}
bob/2 < rejected ${refusal}
round 5
bob/3 > ${asks}
${answer.map((line) => `bob/3 < ${line}`).join('\n')}
fence
ann > sync
ann < accepted re=1
`).history;

const RESUMED = ['resumed'];
const JOINED = ['joined blue$1 bob#1 with ann#1:host'];

test.each([
  ['resume', 'resource_exhausted', RESUMED],
  ['resume', 'unavailable', RESUMED],
  ['repeat', 'resource_exhausted', JOINED],
  ['repeat', 'unavailable', JOINED],
] as const)('a %s that is refused with %s is explained, and the participation lingers', (asks, refusal, answer) => {
  expect(explain(history(asks, refusal, answer))).toMatchObject({ kind: 'explained' });
  expect(judge(history(asks, refusal, answer)).violations).toEqual([]);
  expect(explain(history(asks, refusal, ['roomLeft 1002', 'closed 4002']))).toMatchObject({ kind: 'refuted' });
});

test.each(['permission_denied', 'internal', 'unauthenticated'])(
  'a Resume that is refused with %s is not',
  (refusal) => {
    expect(explain(history('resume', refusal, RESUMED))).toMatchObject({ kind: 'refuted' });
  },
);
