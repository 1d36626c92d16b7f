/** Which of the places where a search has stopped is what stands in its way. */
import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { Observation } from '../../exchange/observation.js';
import type { SearchStop } from '../search-result.js';
import { Stops } from '../stops.js';

/** A stop; what was seen there stands at place 5 of the history. */
const stop = (changes: Partial<SearchStop> = {}, seen: Observation = { kind: 'heartbeat' }): SearchStop => ({
  matched: 3,
  upTo: 7,
  connection: { id: 'ann/1', seat: 'ann', log: [{ index: 5, observation: seen }], actions: [], severed: false },
  wanted: undefined,
  found: 5,
  ...changes,
});

/** Of these, in this order, the one that stands in the way. */
const worst = (deviations: readonly ClauseId[], ...noted: readonly SearchStop[]) => {
  const stops = new Stops(new Set(deviations));
  for (const one of noted) stops.note(one);
  return stops.worst;
};

describe('what stands in the way', () => {
  it('is nothing where the search was never stopped', () => {
    expect(worst([])).toBeUndefined();
  });

  it.each<[string, SearchStop, SearchStop]>([
    ['explains a longer beginning', stop({ upTo: 8, matched: 1 }), stop()],
    ['accounts for more, of two at different records', stop({ matched: 4, found: 6 }), stop()],
    [
      'accounts for more, of two where something is missing',
      stop({ matched: 4, found: undefined }),
      stop({ found: undefined }),
    ],
    ['needs less, of two at the same record', stop({ matched: 2 }), stop()],
  ])('is what %s, whichever came first', (_, further, nearer) => {
    expect(worst([], further, nearer)).toBe(further);
    expect(worst([], nearer, further)).toBe(further);
  });

  it('is the first one, of two that are alike', () => {
    const [first, second] = [stop(), stop()];
    expect(worst([], first, second)).toBe(first);
  });
});

describe('a declared deviation', () => {
  const refusal = (clause: ClauseId): Partial<SearchStop> => ({
    upTo: 1,
    wanted: {
      kind: 'send',
      to: 'ann/1',
      sequence: 2,
      message: { kind: 'rejected', replyTo: 1, code: 'invalid_argument' },
      clauses: [clause, 'request.refused-changes-nothing'],
    },
  });
  const gone: Observation = { kind: 'roomLeft', reason: [1002] };

  it.each<Observation>([gone, { kind: 'accepted' }])('is what must be refused, and was done instead: %j', (seen) => {
    const done = stop(refusal('remove.self'), seen);
    expect(worst(['remove.self'], stop(), done, stop({ upTo: 9 }))).toEqual({ ...done, deviation: 'remove.self' });
  });

  it('is the first of several', () => {
    const done = stop(refusal('remove.self'), gone);
    const other = stop(refusal('end.authority'), gone);
    expect(worst(['remove.self', 'end.authority'], done, other)?.deviation).toBe('remove.self');
  });

  it.each<[string, readonly ClauseId[], SearchStop]>([
    ['that is not declared', ['remove.authority'], stop(refusal('remove.self'), gone)],
    ['where a refusal came', ['remove.self'], stop(refusal('remove.self'), { kind: 'rejected', code: 'not_found' })],
    ['where nothing came', ['remove.self'], stop({ ...refusal('remove.self'), found: undefined }, gone)],
    ['where nothing was to be refused', ['remove.self'], stop({}, gone)],
    [
      'where a close was wanted',
      ['close.code'],
      stop({ wanted: { kind: 'close', to: 'ann/1', code: 4101, clauses: ['close.code'] } }, gone),
    ],
    [
      'where something else was to be said',
      ['sync.accepted'],
      stop(
        {
          wanted: {
            kind: 'send',
            to: 'ann/1',
            sequence: 2,
            message: { kind: 'accepted', replyTo: 1 },
            clauses: ['sync.accepted'],
          },
        },
        gone,
      ),
    ],
  ])('is none %s', (_, deviations, one) => {
    expect(worst(deviations, one)).toEqual(one);
  });

  it('is an End of somebody who has just gone, and that takes effect', () => {
    const late = (deviations: readonly ClauseId[], lateEnd: boolean, seen: Observation) => {
      const stops = new Stops(new Set(deviations));
      stops.lateEnd = lateEnd;
      stops.note(stop({}, seen));
      return stops.worst?.deviation;
    };
    const clause = 'request.settled-by-room-left';
    expect(late([clause], true, gone)).toBe(clause);
    expect(late([clause], false, gone)).toBeUndefined();
    expect(late([], true, gone)).toBeUndefined();
    expect(late([clause], true, { kind: 'accepted' })).toBeUndefined();
  });
});
