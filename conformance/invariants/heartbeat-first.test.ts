import { expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { judge } from './index.js';

/** Bob comes back in the middle of a switch: a sign of life may come before its answer, and nothing else. */
const clauses = (before: string) =>
  judge(
    parseExample(`# A Resume that waits for the end of a switch
clauses   switch.resume-waits
features  extended_codes resume room_order switch
window    5000
heartbeat 500 1500
seats     bob:attendee cyd:attendee

round 1
cyd > join blue
cyd < joined blue$1 cyd#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with cyd#1:attendee
cyd < participantJoined bob#1:attendee
round 3
bob > switch green
bob > cut
bob/2 > resume
cyd < participantLeft bob#1 1005
bob/2 < ${before}
bob/2 < resumed last=1
bob/2 < joined green$1 bob#2 re=1 last=1
fence
cyd > sync
cyd < accepted re=1
`).history,
  ).violations.map(({ clause }) => clause);

it('a Heartbeat is no answer, and may come before it', () => {
  expect(clauses('heartbeat')).toEqual([]);
  expect(clauses('participantJoined cyd#1:attendee')).not.toEqual([]);
});
