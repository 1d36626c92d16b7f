/** Meetings in which ann, a host, and bob have joined: what the tests of judgements begin with. */
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';

/** Ann asks last, and is answered: nothing that was owed earlier is still to come. */
export const fence = ['fence', 'ann > sync', 'ann < accepted re=1'] as const;

/** `declared`: what the server is like, as the head of an example says it. */
export const meetingOf = (declared: readonly string[], ...lines: readonly string[]): History =>
  parseExample(
    [
      '# a meeting',
      'clauses   leave.answered',
      ...declared,
      'seats     ann:host bob:attendee',
      'round 1',
      'ann > join blue',
      'ann < joined blue$1 ann#1',
      'round 2',
      'bob > join blue',
      'bob < joined blue$1 bob#1 with ann#1:host',
      'ann < participantJoined bob#1:attendee',
      'round 3',
      ...lines,
    ].join('\n'),
  ).history;

/** One whose server has a resume window and a heartbeat, up to the fence. */
export const timedMeeting = (...lines: readonly string[]): History =>
  meetingOf(['features  extended_codes remove resume', 'window    300', 'heartbeat 200 600'], ...lines, ...fence);
