/** Scenarios that lead a room object into a state of the core machine, and an event to it there. */

import fc from 'fast-check';
import { close as closeCode } from '../../gen/codes.js';
import {
  type CoreEvent,
  type CoreState,
  type CoreTriple,
  coreEvents,
  coreStates,
  type Outcome,
} from '../../spec/machine/explore/triple.js';
import { NOBODY } from '../exchange/names.js';
import {
  type Action,
  ack,
  again,
  attendee,
  close,
  cut,
  end,
  host,
  join,
  joinWith,
  leave,
  malformed,
  operate,
  type Round,
  remove,
  repeat,
  resume,
  type Scenario,
  switchRoom,
  switchWith,
  sync,
  unknownMode,
  unknownRequest,
  viewer,
} from '../exchange/scenario.js';
import { operatorMethods } from '../exchange/words.js';
import { tamed } from './index.js';

const seats = [host('ann'), attendee('bob'), attendee('phone', 'bob')];
type Rounds = readonly Round[];
const turns = (...steps: readonly Action[]): Rounds => steps.map((step) => [step]);

const came = turns(join('ann'), join('bob'));
/** Ways into each state. */
const states: Readonly<Record<CoreState, readonly Rounds[]>> = {
  nobody: [[], turns(join('ann'))],
  joined: [came, turns(join('bob'))],
  lingering: [[...came, [cut('bob')]]],
  departed: [
    [...came, [leave('bob')]],
    [...came, [cut('bob')], [remove('ann', 'bob')]],
    [...came, [cut('bob')], [end('ann')]],
  ],
  reserved: [came],
  fixed: [came],
};

/** A way to an event; `only`: it leads to this outcome and to no other. */
interface Way {
  readonly only?: Outcome;
  readonly rounds: Rounds;
}
const way = (...steps: readonly Action[]): Way => ({ rounds: turns(...steps) });
const wayTo = (only: Outcome, ...steps: readonly Action[]): Way => ({ only, rounds: turns(...steps) });

const named = (whom: string) => ({ targets: [whom] });
const operating: readonly Way[] = [
  way(operate('endMeeting')),
  way(operate('closeRoom')),
  way(operate('removeParticipant', 'blue', named('bob'))),
  way(operate('stopMediaRelay', 'blue', named('bob'))),
  wayTo('accepted', operate('removeParticipant', 'blue', named('ann'))),
  wayTo('accepted', operate('stopMediaRelay', 'blue', named('ann'))),
  wayTo('not_found', operate('removeParticipant', 'blue', { ...named(NOBODY), session: 'none' })),
  ...operatorMethods.map((call) =>
    wayTo('unauthenticated', operate(call, 'blue', { bearer: 'wrong', session: 'none' })),
  ),
];

/** Ways to bring each event about. */
const events: Readonly<Record<CoreEvent, readonly Way[]>> = {
  join: [
    way(join('bob')),
    way(join('phone')),
    wayTo('unauthenticated', joinWith('garbage', 'bob')),
    wayTo('unauthenticated', joinWith('expired', 'phone')),
  ],
  'repeated join': [
    way(repeat('bob')),
    wayTo('not_found', ack('bob'), repeat('bob')),
    wayTo('not_found', resume('bob'), ack('bob'), cut('bob'), repeat('bob')),
    wayTo('not_found', ack('bob'), cut('bob'), repeat('bob')),
  ],
  resume: [
    way(resume('bob')),
    wayTo('not_found', resume('bob', { sequence: 'beyond' })),
    wayTo('not_found', join('bob'), resume('bob', { token: 'made-up' })),
    wayTo('not_found', resume('bob', { token: 'made-up' })),
  ],
  leave: [way(leave('bob'))],
  end: [way(end('ann')), wayTo('permission_denied', end('bob'))],
  sync: [way(sync('bob'))],
  unknown: [way(unknownRequest('bob'))],
  remove: [
    way(remove('ann', 'bob')),
    wayTo('invalid_argument', remove('ann', 'ann')),
    wayTo('not_found', remove('ann', NOBODY)),
    wayTo('permission_denied', remove('bob', 'ann')),
    wayTo('accepted', leave('bob'), remove('ann', 'bob')),
  ],
  mode: [way(viewer('bob')), wayTo('invalid_argument', unknownMode('bob'))],
  switch: [
    way(switchRoom('bob', 'green')),
    wayTo('invalid_argument', switchRoom('bob', 'blue')),
    wayTo('permission_denied', switchWith('other-room', 'bob', 'green')),
  ],
  'request again': [way(sync('bob'), again('bob'))],
  ack: [way(ack('bob'))],
  fault: [way(malformed('bob', 'undecodable')), wayTo('closed', malformed('bob', 'request-first'))],
  lost: [way(cut('bob'))],
  goodbye: [way(close('bob', closeCode.LEAVE))],
  expired: [way(cut('bob'), sync('ann'))],
  operate: operating,
  fixed: [way(switchRoom('bob', 'green'))],
  committed: [way(switchRoom('bob', 'green'))],
};

/** A triple, or a state and an event whose outcome does not matter. */
type Goal = Pick<CoreTriple, 'state' | 'event'> & { readonly outcome?: Outcome };

/** What leads to a goal: the ways that are known to lead there, or else those that may. */
export function waysTo({ state, event, outcome }: Goal): Rounds[] {
  const all = events[event];
  const exact = all.filter(({ only }) => only === outcome);
  const fitting = exact.length > 0 ? exact : all.filter(({ only }) => only === undefined);
  return states[state].flatMap((opening) => fitting.map(({ rounds }) => [...opening, ...rounds]));
}

const everything: readonly Goal[] = coreStates.flatMap((state) => coreEvents.map((event) => ({ state, event })));

/** Makes scenarios that lead to triples of the core machine. */
export type Toward = (triples: readonly CoreTriple[]) => fc.Arbitrary<Scenario>;

/** Toward each of these triples as often as toward any other; toward anything in the core, where there is none. */
export const toward: Toward = (triples) => {
  const ways = (triples.length > 0 ? triples : everything).map(waysTo).filter(({ length }) => length > 0);
  return fc
    .tuple(fc.oneof(...ways.map((some) => fc.constantFrom(...some))), fc.boolean())
    .map(([rounds, asks]) => tamed({ seats, rounds: [...rounds, ...(asks ? turns(sync('ann')) : [])] }));
};
