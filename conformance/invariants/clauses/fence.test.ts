import { expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

/** What a reader is told of a history in which the fence is broken. */
function told(text: string): { readonly allowed: string; readonly seen: string } | undefined {
  const [first] = judge(parseExample(text).history).violations;
  expect(first?.clause).toBe('fence.effects-first');
  return first && { allowed: first.allowed, seen: first.seen };
}

test('late news names what must have come before which answer, in words that need no index', () => {
  const late = told(`seats ann:host bob:attendee
round 1
ann > join blue
ann < joined blue$1 ann#1
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
round 2
ann > sync
ann < accepted re=1
ann < participantJoined bob#1:attendee
`);
  expect(late).toEqual({
    allowed:
      'ParticipantJoined bob#1 to ann#1 before the answer to the Sync [1] by ann#1, which was sent after bob#1 had joined',
    seen: 'ParticipantJoined bob#1 to ann#1 after that answer',
  });
});
