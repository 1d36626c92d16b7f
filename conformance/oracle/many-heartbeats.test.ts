import { expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

/** So many Heartbeats come to each while somebody is away. */
const BEATS = 100;

const beats = (...seats: readonly string[]): string =>
  Array.from({ length: BEATS }, () => seats.map((seat) => `${seat} < heartbeat`))
    .flat()
    .join('\n');

const history = parseExample(`# Somebody is frozen, comes back, and is frozen again
clauses   connection.lost-in-time
features  extended_codes resume
window    300
heartbeat 50 10000
seats     ann:host bob:attendee cyd:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
cyd > join blue
cyd < joined blue$1 cyd#1 with ann#1:host bob#1:attendee
ann < participantJoined cyd#1:attendee
bob < participantJoined cyd#1:attendee
ann > freeze
${beats('bob', 'cyd')}
round 4
ann/2 > resume
ann < resumed
ann > freeze
${beats('bob', 'cyd')}
bob < participantLeft ann#1 1001
cyd < participantLeft ann#1 1001
fence
bob > sync
cyd > sync
bob < accepted re=1
cyd < accepted re=1
`).history;

it('looks at few points of a meeting with many Heartbeats: an Ack of the same number again changes nothing', () => {
  const explained = explain(history);
  expect(explained.kind).toBe('explained');
  expect(explained.kind === 'explained' && explained.nodes).toBeLessThan(2 * BEATS);
});
