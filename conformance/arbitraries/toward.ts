/** Scenarios that lead a room object into a state of the core machine, and an event to it there. */
import fc from 'fast-check';
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
  NOBODY,
  operate,
  operatorMethods,
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
} from '../exchange/index.js';
import { tamed } from './index.js';

const seats = [host('ann'), attendee('bob'), attendee('phone', 'bob')];
type Rounds = readonly Round[];
const turns = (...steps: readonly Action[]): Rounds => steps.map((step) => [step]);

const came = turns(join('ann'), join('bob'));
const states: Readonly<Record<string, readonly Rounds[]>> = {
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
  readonly only?: string;
  readonly rounds: Rounds;
}
const way = (...steps: readonly Action[]): Way => ({ rounds: turns(...steps) });
const wayTo = (only: string, ...steps: readonly Action[]): Way => ({ only, rounds: turns(...steps) });

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

const events: Readonly<Record<string, readonly Way[]>> = {
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
  goodbye: [way(close('bob', 4101))],
  expired: [way(cut('bob'), sync('ann'))],
  operate: operating,
  fixed: [way(switchRoom('bob', 'green'))],
  committed: [way(switchRoom('bob', 'green'))],
};

/** What leads to a triple, written `state × event → outcome`. */
function waysTo(triple: string): Rounds[] {
  const [pair = '', outcome] = triple.split(' → ');
  const [state = '', event = ''] = pair.split(' × ');
  const all = events[event] ?? [];
  const exact = all.filter(({ only }) => only === outcome);
  const fitting = exact.length > 0 ? exact : all.filter(({ only }) => only === undefined);
  return (states[state] ?? []).flatMap((opening) => fitting.map(({ rounds }) => [...opening, ...rounds]));
}

/** Toward each of these triples as often as toward any other; toward anything in the core, where there is none. */
export function toward(triples: readonly string[]): fc.Arbitrary<Scenario> {
  const everything = Object.keys(states).flatMap((state) => Object.keys(events).map((event) => `${state} × ${event}`));
  const ways = (triples.length > 0 ? triples : everything).map(waysTo).filter(({ length }) => length > 0);
  return fc
    .tuple(fc.oneof(...ways.map((some) => fc.constantFrom(...some))), fc.boolean())
    .map(([rounds, asks]) => tamed({ seats, rounds: [...rounds, ...(asks ? turns(sync('ann')) : [])] }));
}
