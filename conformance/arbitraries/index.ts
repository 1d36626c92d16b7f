/** Scenarios at random: a core that a case is about, and an ordinary meeting before, beside and after it. */

import fc from 'fast-check';
import { close as closeCode, wsClose } from '../../gen/codes.js';
import { NOBODY } from '../exchange/names.js';
import type { Action, Round, Scenario, Seat, Ticket } from '../exchange/scenario.js';
import {
  ack,
  again,
  close,
  cut,
  delay,
  end,
  freeze,
  heal,
  join,
  leave,
  malformed,
  operate,
  remove,
  repeat,
  resume,
  switchRoom,
  sync,
  unknownMode,
  unknownRequest,
  viewer,
} from '../exchange/scenario.js';
import type { Malformed, OperatorMethod } from '../exchange/words.js';
import { operatorMethods } from '../exchange/words.js';

/** What a seat of a server's scenario does by itself. */
type StepKind = Exclude<Action['kind'], 'restart' | 'wait' | 'mute' | 'dispose' | 'unload' | 'listener' | 'peer'>;

/** How often each kind of step comes, relative to the others. */
export interface Mix {
  readonly seats: readonly Seat[];
  readonly rooms: readonly string[];
  readonly weights: Readonly<Partial<Record<StepKind, number>>>;
}

/** A day in the life of a meeting: mostly coming, going and asking, seldom the end of all. */
export const everyday: Mix['weights'] = { join: 8, leave: 3, sync: 2, remove: 2, end: 1 };

/** One step. It need not apply when its turn comes: then it is skipped. */
export function anyStep({ seats, rooms, weights }: Mix): fc.Arbitrary<Action> {
  const names = seats.map(({ name }) => name);
  const seat = fc.constantFrom(...names);
  const target = fc.constantFrom(...names, ...names.map((name) => `${name}#1`), NOBODY);
  const steps: Record<StepKind, fc.Arbitrary<Action>> = {
    join: fc.tuple(seat, fc.constantFrom(...rooms)).map(([who, room]) => join(who, room)),
    leave: seat.map(leave),
    end: seat.map(end),
    remove: fc.tuple(seat, target).map(([who, whom]) => remove(who, whom)),
    sync: seat.map(sync),
    repeat: seat.map(repeat),
    resume: fc.tuple(seat, fc.constantFrom<Partial<Ticket>>(...tickets)).map(([who, ticket]) => resume(who, ticket)),
    again: seat.map(again),
    ack: seat.map(ack),
    switch: fc.tuple(seat, fc.constantFrom(...rooms)).map(([who, room]) => switchRoom(who, room)),
    mode: fc.tuple(seat, fc.boolean()).map(([who, known]) => (known ? viewer(who) : unknownMode(who))),
    operate: fc
      .tuple(
        fc.constantFrom(...operatorMethods),
        fc.constantFrom(...rooms),
        fc.uniqueArray(target, { minLength: 1, maxLength: 2 }),
      )
      .map(([call, room, targets]) => operate(call, room, { targets: targetsOf(call, targets) })),
    unknown: seat.map(unknownRequest),
    cut: fc.tuple(seat, fc.constantFrom('fin' as const, 'reset' as const)).map(([who, how]) => cut(who, how)),
    freeze: seat.map(freeze),
    heal: seat.map(heal),
    delay: fc.tuple(seat, fc.constantFrom(5, 20)).map(([who, ms]) => delay(who, ms)),
    close: fc
      .tuple(seat, fc.constantFrom(closeCode.LEAVE, wsClose.NORMAL, wsClose.GOING_AWAY, 3000))
      .map(([who, code]) => close(who, code)),
    malformed: fc.tuple(seat, fc.constantFrom(...frames)).map(([who, frame]) => malformed(who, frame)),
  };
  const weighted = Object.entries(weights).map(([kind, weight]) => ({
    weight,
    arbitrary: steps[kind as StepKind],
  }));
  return fc.oneof(...weighted);
}

/** Mostly what a lawful client presents. */
const tickets: readonly Partial<Ticket>[] = [
  {},
  {},
  {},
  { token: 'first' },
  { token: 'made-up' },
  { sequence: 'beyond' },
];

/** Each call names as many as it can. */
function targetsOf(call: OperatorMethod, targets: readonly string[]): readonly string[] {
  if (call === 'stopMediaRelay') return targets;
  return call === 'removeParticipant' ? targets.slice(0, 1) : [];
}

const frames: readonly Malformed[] = ['wrong-type', 'undecodable', 'oversize', 'join-again', 'request-first'];

/** Rounds of up to `width` steps at the same time. */
export const anyRounds = (mix: Mix, width: number, most: number): fc.Arbitrary<Round[]> =>
  fc.array(fc.array(anyStep(mix), { minLength: 1, maxLength: width }), { maxLength: most, size: 'max' });

/** The core, with everyday life around it. */
export const around = (mix: Mix, core: fc.Arbitrary<readonly Round[]>): fc.Arbitrary<Scenario> =>
  fc
    .tuple(anyRounds(mix, 2, 4), core, anyRounds(mix, 2, 3))
    .map(([before, middle, after]) => tamed({ seats: mix.seats, rounds: [...before, ...middle, ...after] }));

/** Up to `most` rounds of up to `width` steps each. */
export const anyScenario = (mix: Mix, width: number, most: number): fc.Arbitrary<Scenario> =>
  anyRounds(mix, width, most).map((rounds) => tamed({ seats: mix.seats, rounds }));

/** Something that always happens first, so that what the case is about is never left to chance alone. */
export const after = (opening: readonly Round[], scenarios: fc.Arbitrary<Scenario>): fc.Arbitrary<Scenario> =>
  scenarios.map(({ seats, rounds }) => ({ seats, rounds: [...opening, ...rounds] }));

const MOST_CUTS = 2;
const MOST_PIPELINED = 2;

/**
 * At most 2 steps of a seat in a round, and at most 2 losses in a scenario: each loss that nobody has noticed yet
 * doubles what the oracle must keep in mind. A bad frame is answered by a close, so that its loss is never in doubt.
 * `conformance/README.md`: "Time and slowness".
 */
export function tamed({ seats, rounds }: Scenario): Scenario {
  let losses = 0;
  const kept = rounds.map((round) => {
    const perSeat = new Map<string, number>();
    return round.filter(({ kind, seat }) => {
      perSeat.set(seat, (perSeat.get(seat) ?? 0) + 1);
      if ((perSeat.get(seat) ?? 0) > MOST_PIPELINED) return false;
      if (kind !== 'cut' && kind !== 'close') return true;
      losses += 1;
      return losses <= MOST_CUTS;
    });
  });
  return { seats, rounds: kept.filter((round) => round.length > 0) };
}
