import { expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

/**
 * Ann's second device is refused, and repeats its Join while the host ends the room: what was refused has made nothing.
 */
const history = (joined: string) =>
  parseExample(`# A Join that was refused is sent again, and lets its participant in
clauses   join.refused-unbound
features  extended_codes resume room_order
window    5000
seats     ann:host dan:host bob=ann:attendee

round 1
dan > join blue
dan < joined blue$1 dan#1
round 2
ann > join blue
ann < joined blue$1 ann#1 with dan#1:host
dan < participantJoined ann#1:host
round 3
bob > join blue
bob < rejected already_exists
round 4
bob/2 > repeat
dan > end
ann < roomLeft 1008
ann < closed 4008
dan < roomLeft 1008 re=1
dan < closed 4008
${joined}
fence
bob/2 > sync
bob/2 < accepted re=1
`).history;

it('explains a Join that was refused, and is let in when it is repeated', () => {
  expect(explain(history('bob/2 < joined blue$2 ann#2'))).toMatchObject({ kind: 'explained' });
  expect(explain(history('bob/2 < joined blue$2 ann#2 with dan#1:host'))).toMatchObject({ kind: 'refuted' });
});
