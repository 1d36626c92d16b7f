/** Which pairs of the client machine a history has met. */
import { describe, expect, it } from 'vitest';
import { end, leave } from '../../exchange/scenario.js';
import {
  calls,
  closed,
  concludes,
  ended,
  fence,
  heard,
  inside,
  type Line,
  said,
  saysLeft,
  story,
  toldLeft,
  toldOver,
} from '../../invariants/client/story.test.helper.js';
import { pairsMet, reachableByClient } from './coverage.js';
import { explainClient } from './explain.js';

function met(...lines: readonly Line[]): string[] {
  const explanation = explainClient(story(lines));
  if (explanation.kind !== 'explained') throw new Error(`it is ${explanation.kind}`);
  return explanation.lives.flatMap(pairsMet);
}

describe('the pairs that are met', () => {
  it('are those on the way that explains a history', () => {
    expect(met(...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), ...fence(3))).toEqual([
      'new × join',
      'joining × opened',
      'joining × joined',
      'joined × participantLeft',
      'joined × participantLeft',
    ]);
  });

  it('include the timers without which it cannot be explained', () => {
    const leaves = [calls(leave('ann')), heard('leave', { request: 1, ack: 1 })];
    const over = concludes(1101, 'MANUAL_LEAVE_CALLED');
    expect(met(...inside(), ...leaves, closed(1, 'client', 4101), over)).toContain('leaving × leave patience');
    const away = [closed(1, 'server', 1006), concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED')];
    expect(met(...inside(), ...away)).toContain('reconnecting × resume budget');
  });

  it('go on behind roomLeft, with what is said and asked for there', () => {
    const over = [said('roomLeft', { sequence: 2, code: 1002, text: '' }), toldOver(1002, 'REMOVE_PEER')];
    const behind = [calls(end('ann')), ended(2, 'failed'), saysLeft('bob-1', 3), closed(1, 'client', 1000)];
    expect(met(...inside(), ...over, ...behind)).toEqual(
      expect.arrayContaining(['left × end', 'left × participantLeft', 'left × closed']),
    );
  });
});

describe('the pairs that can be met', () => {
  it('leave out what a client cannot be made to do', () => {
    const all = reachableByClient({ unsupported: [] });
    const some = reachableByClient({ unsupported: ['switch', 'unload'] });
    expect(all).toContain('switching × joined');
    expect(all).toContain('joined × unload');
    expect(some.filter((pair) => /switching|switchRoom|unload/.test(pair))).toEqual([]);
    expect(some.length).toBeGreaterThan(all.length / 2);
  });
});
