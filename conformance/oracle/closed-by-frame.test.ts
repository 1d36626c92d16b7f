import { describe, expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

/**
 * Cyd leaves at the moment of bob's bad frame: what bob is told before his connection is closed, and what ann is told.
 */
const badFrame = (bob: string, ann = 'participantLeft cyd#1 1101') =>
  explain(
    parseExample(`# A departure at the moment of a bad frame
clauses   frame.contained
features  extended_codes
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
round 4
cyd > leave
bob > malformed undecodable
${ann && `ann < ${ann}`}
${bob && `bob < ${bob}`}
cyd < roomLeft 1101 re=1
cyd < closed 4101
bob < closed 1007
ann < participantLeft bob#1 1001
fence
ann > sync
ann < accepted re=1
`).history,
  ).kind;

describe('news at the moment of a bad frame', () => {
  it('may come before the close, be dropped with it, or follow it and go nowhere', () => {
    expect(badFrame('participantLeft cyd#1 1101')).toBe('explained');
    expect(badFrame('')).toBe('explained');
  });

  it('is the news that everybody gets', () => {
    expect(badFrame('participantLeft cyd#1 1002')).toBe('refuted');
    expect(badFrame('participantLeft ann#1 1101')).toBe('refuted');
  });

  it('is owed to everybody else', () => {
    expect(badFrame('', '')).toBe('refuted');
    expect(badFrame('participantLeft cyd#1 1101', '')).toBe('refuted');
  });
});

/**
 * Cyd leaves and sends a bad frame behind it: what ann is told, what cyd was told, and how its connection was closed.
 */
const behindLeave = (ann: string, cyd: readonly string[], frame = 'malformed oversize') =>
  explain(
    parseExample(`# A bad frame behind a Leave
clauses   frame.contained
features  extended_codes
seats     ann:host cyd:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
cyd > join blue
cyd < joined blue$1 cyd#1 with ann#1:host
ann < participantJoined cyd#1:attendee
round 3
cyd > leave
${frame && `cyd > ${frame}`}
ann < participantLeft cyd#1 ${ann}
${cyd.map((line) => `cyd < ${line}`).join('\n')}
fence
ann > sync
ann < accepted re=1
`).history,
  ).kind;

describe('a bad frame behind a Leave', () => {
  it('may come too late, before the Leave counts, or while RoomLeft waits', () => {
    expect(behindLeave('1101', ['roomLeft 1101 re=1', 'closed 4101'])).toBe('explained');
    expect(behindLeave('1001', ['closed 1009'])).toBe('explained');
    expect(behindLeave('1101', ['closed 1009'])).toBe('explained');
  });

  it('has one outcome, with its own close code', () => {
    expect(behindLeave('1101', ['closed 1007'])).toBe('refuted');
    expect(behindLeave('1101', ['closed 4101'])).toBe('refuted');
    expect(behindLeave('1101', ['roomLeft 1101 re=1', 'closed 1009'])).toBe('refuted');
    expect(behindLeave('1002', ['closed 1009'])).toBe('refuted');
  });

  it('is the only excuse for a RoomLeft that is not there', () => {
    expect(behindLeave('1101', ['closed 1009'], '')).toBe('refuted');
  });
});
