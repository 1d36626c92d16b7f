/** What is noted of each piece of a log, and what it comes to. */
import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { JoinedObservation } from '../../exchange/observation.js';
import type { Accusation } from '../segment/accuse.js';
import { extents } from './extents.js';

const announced = (some: Partial<JoinedObservation>) =>
  ({ features: [], heartbeatIntervalMs: 0, heartbeatTimeoutMs: 0, ...some }) as unknown as JoinedObservation;

const piece = (some: Omit<Partial<Accusation>, 'checks'> & { checks?: Partial<Record<ClauseId, number>> } = {}) =>
  ({
    partly: undefined,
    clockless: false,
    unmissed: false,
    findings: [],
    ...some,
    checks: new Map(Object.entries(some.checks ?? {})),
  }) as unknown as Accusation;

function noted(...pieces: readonly Accusation[]) {
  const made = extents();
  for (const one of pieces) made.note(one);
  return { made, of: (clause: ClauseId) => made.all().find((one) => one.clause === clause) };
}

// It needs everybody; it needs a clock, and to know when a loss is seen; it needs neither.
const whole = 'departure.tells-others';
const timed = 'connection.lost-in-time';
const own = 'departure.last';

describe('a clause', () => {
  it('was held as often as all pieces say', () => {
    const { made, of } = noted(piece({ checks: { [own]: 2 } }), piece({ checks: { [own]: 3, [whole]: 0 } }));
    expect(of(own)).toEqual({ clause: own, judged: 'whole', checks: 5, why: [] });
    expect(of(whole)).toEqual({ clause: whole, judged: 'none', checks: 0, why: [{ reason: 'nothing' }] });
    expect([...made.checks]).toEqual([[own, 5]]);
  });

  it('that is broken was held, be it named first or besides', () => {
    const finding = { clause: own, also: [{ clause: whole, line: 3 }] };
    const { made } = noted(
      piece({ findings: [{ finding, index: 0 }] as unknown as Accusation['findings'], checks: { [own]: 4 } }),
    );
    expect([...made.checks]).toEqual([
      [own, 4],
      [whole, 1],
    ]);
  });

  it.each<[string, ClauseId, Accusation, object[]]>([
    ['somebody was lacking', whole, piece({ partly: 'mentioned' }), [{ reason: 'mentioned', pieces: 1 }]],
    ['the clock could not be trusted', timed, piece({ clockless: true }), [{ reason: 'clock', pieces: 1 }]],
    ['a loss was seen at an unknown time', timed, piece({ unmissed: true }), [{ reason: 'unmissed', pieces: 1 }]],
    [
      'all of that is so',
      timed,
      piece({ clockless: true, unmissed: true }),
      [
        { reason: 'clock', pieces: 1 },
        { reason: 'unmissed', pieces: 1 },
      ],
    ],
  ])('is judged in part where %s in one of two pieces', (_, clause, lacking, why) => {
    const { of } = noted(piece({ checks: { [clause]: 2, [own]: 1 } }), lacking);
    expect(of(clause)).toEqual({ clause, judged: 'part', checks: 2, why });
    expect(of(own)).toMatchObject({ judged: 'whole', why: [] });
  });

  it('counts the pieces for each reason', () => {
    const { made, of } = noted(
      piece({ partly: 'mentioned' }),
      piece({ partly: 'torn' }),
      piece({ partly: 'mentioned' }),
    );
    expect([...made.partly]).toEqual([
      ['mentioned', 2],
      ['torn', 1],
    ]);
    expect(of(whole)?.why).toEqual([
      { reason: 'mentioned', pieces: 2 },
      { reason: 'torn', pieces: 1 },
    ]);
  });

  it('that could be held in one piece alone, and was not, was held against nothing there', () => {
    const { of } = noted(piece(), piece({ partly: 'mentioned', clockless: true }));
    expect(of(whole)?.why).toEqual([{ reason: 'nothing' }, { reason: 'mentioned', pieces: 1 }]);
    expect(of(timed)?.why).toContainEqual({ reason: 'nothing' });
    const everywhere = noted(piece({ partly: 'torn' }), piece({ partly: 'mentioned', clockless: true }));
    expect(everywhere.of(whole)?.why).not.toContainEqual({ reason: 'nothing' });
    expect(noted(piece({ clockless: true })).of(timed)?.why).toEqual([{ reason: 'clock', pieces: 1 }]);
  });
});

describe('what a server announces', () => {
  it.each([
    [{}, ['unbeaten']],
    [{ heartbeatIntervalMs: 1 }, ['nothing']],
    [{ heartbeatTimeoutMs: 1 }, ['nothing']],
  ])('is needed for heartbeats: %j', (some, reasons) => {
    const { made, of } = noted(piece());
    made.announce(announced(some));
    made.announce(announced({}));
    expect(of('heartbeat.timeout')?.why.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('adds up', () => {
    const { made, of } = noted(piece());
    expect(of('remove.takes-effect')?.why).toEqual([{ reason: 'undeclared', feature: 'remove' }]);
    made.announce(announced({ features: ['remove'] }));
    made.announce(announced({ features: ['resume'] }));
    expect(of('remove.takes-effect')?.why).toEqual([{ reason: 'nothing' }]);
    expect(of('resume.missed')?.why).toEqual([{ reason: 'nothing' }]);
  });

  it('does not matter where a head declares a deviation', () => {
    const { made, of } = noted(piece());
    made.deviate([{ clause: 'resume.missed' }, { clause: own }]);
    expect([of('resume.missed')?.why, of(own)?.why]).toEqual([[{ reason: 'deviation' }], [{ reason: 'deviation' }]]);
  });
});
