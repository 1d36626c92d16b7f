import { describe, expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

/**
 * A host asks for something and is cut off at once; the window is over, and `left` is what the one who stays is told.
 */
const cutOff = (asked: string, left: string, answer = '') =>
  explain(
    parseExample(`# A request just before a cut
clauses   connection.lost
features  extended_codes remove resume room_order
window    300
seats     ann:host bob:attendee

round 1
bob > join blue
bob < joined blue$1 bob#1
round 2
ann > join blue
ann < joined blue$1 ann#1 with bob#1:attendee
bob < participantJoined ann#1:host
round 3
ann > ${asked}
${answer}
ann > cut
bob < ${left}
fence
bob > sync
bob < accepted re=1
`).history,
  ).kind;

describe('what was sent just before a cut', () => {
  it('may have come, or not', () => {
    expect(cutOff('leave', 'participantLeft ann#1 1101')).toBe('explained');
    expect(cutOff('leave', 'participantLeft ann#1 1001')).toBe('explained');
    expect(cutOff('end', 'participantLeft ann#1 1001')).toBe('explained');
  });

  it('has come where it was answered', () => {
    const answered = 'ann < roomLeft 1101 re=1';
    expect(cutOff('leave', 'participantLeft ann#1 1101', answered)).toBe('explained');
    expect(cutOff('leave', 'participantLeft ann#1 1001', answered)).toBe('refuted');
  });

  it('is no excuse for anything else', () => {
    expect(cutOff('leave', 'participantLeft ann#1 1002')).toBe('refuted');
    expect(cutOff('sync', 'participantLeft ann#1 1101')).toBe('refuted');
  });
});
