import { expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

/** Nobody was shown the Joined of bob's switch: the ids that it made are guesses, of which only the last one fits. */
const history = parseExample(`# Somebody switches into a room that has just ended, and is cut off
clauses   switch.commits
features  extended_codes resume room_order switch
window    5000
seats     ann:host abe:host bob:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
abe > join green
abe < joined green$1 abe#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
abe > end
abe < roomLeft 1008 re=1
abe < closed 4008
round 4
bob > switch green
bob > cut
ann < participantLeft bob#1 1005
round 5
abe/2 > join green
abe/2 < joined green$2 abe#2 with bob#2:attendee
fence
ann > sync
abe > sync
ann < accepted re=1
abe < accepted re=1
`).history;

it('tries every guess, and takes none for another that has failed', () => {
  expect(explain(history).kind).toBe('explained');
});
