/** Every life comes to its end, once, and nobody is left waiting. */

import { demand } from '../../../search.js';
import { type ClientState, stateNameOf } from '../../state.js';
import { enabledTimers, stepClient } from '../../step.js';
import type { ClientTransition } from '../world.js';
import { type ClientRule, isAway, only } from './seen.js';

/** It is left when roomLeft has fired, and only then; the ledger sees to it that nothing fires after it. */
const leftIsTold: ClientRule = ({ after: { client, ledger } }) =>
  demand(
    (client.left !== null) === (ledger.roomLefts === 1),
    () => `${stateNameOf(client)}, and ${ledger.roomLefts} roomLeft`,
  );

const nothingIsOutstanding: ClientRule = ({ after: { client, ledger } }) =>
  demand(client.left === null || ledger.outstanding.length === 0, () => `left, and ${ledger.outstanding} outstanding`);

const nothingAfterwards: ClientRule = ({ before, effects }) => {
  if (before.client.left === null) return;
  demand(
    effects.every(({ kind }) => kind === 'settle'),
    () => 'something is done after roomLeft',
  );
};

/** Calls of leave() are 1, 2 and so on. */
const leaveNeverFails: ClientRule = ({ effects }) => {
  for (const { call, outcome } of only(effects, 'settle'))
    demand(call >= 10 || outcome.kind === 'done', () => `leave() fails: ${outcome.kind}`);
};

/** What the application may call the state is so. */
const nameIsTrue: ClientRule = ({ after }) => {
  const { client, ledger } = after;
  if (!client.begun || client.left || client.leaving) return;
  const among = !ledger.joined ? ['joining'] : isAway(after) ? ['reconnecting'] : ['joined', 'switching'];
  demand(among.includes(stateNameOf(client)), () => `${stateNameOf(client)}, and not ${among}`);
};

const runsOut = ({ scope }: ClientTransition, state: ClientState, timer: string): ClientState => {
  const event = enabledTimers(state).find((one) => one.type === 'timer' && one.timer === timer);
  return event ? stepClient(scope.config, state, event)[0] : state;
};

/** A client that leaves, tries to get in or tries to come back comes to an end by one timer alone. */
const endsByItself: ClientRule = (transition) => {
  const { client } = transition.after;
  if (!client.begun || client.left) return;
  const bounds: readonly [boolean, string][] = [
    [client.leaving, 'leave bound'],
    [!transition.after.ledger.joined, 'join limit'],
    [isAway(transition.after), 'resume budget'],
  ];
  for (const [bounded, timer] of bounds)
    demand(!bounded || runsOut(transition, client, timer).left !== null, () => `the ${timer} ends nothing`);
};

/** It waits for something: for its connection, or for the time to try again. */
const neverStuck: ClientRule = ({ after: { client, ledger } }) => {
  if (!client.begun || client.left) return;
  const waits =
    ledger.timers.includes('next attempt') || (ledger.connection !== null && ledger.connection.phase !== 'gone');
  demand(waits, () => 'nothing can happen any more');
};

/** What `enabled` offers is what was started and not stopped. */
const timersAreRunning: ClientRule = ({ after: { client, ledger } }) => {
  const offered = enabledTimers(client).flatMap((one) => (one.type === 'timer' ? [one.timer] : []));
  const same = offered.length === ledger.timers.length && offered.every((one) => ledger.timers.includes(one));
  demand(same, () => `${offered} may run out, and ${ledger.timers} were started`);
};

/** leave() itself closes nothing, unless nothing was said. */
const leaveWaits: ClientRule = ({ before, event, effects }) => {
  if (event.type !== 'leave' && event.type !== 'dispose') return;
  demand(only(effects, 'close').length === 0 || before.ledger.joins === 0, () => `${event.type}() cuts itself off`);
};

/** A second leave changes nothing. */
const leaveAgain: ClientRule = ({ before, event, effects }) => {
  if ((event.type !== 'leave' && event.type !== 'dispose') || !before.client.leaving) return;
  demand(
    effects.every(({ kind }) => kind === 'settle'),
    () => 'a second leave does something',
  );
};

/** Rules about the end, of a state. */
export const endStates: readonly ClientRule[] = [nameIsTrue, leftIsTold, endsByItself, neverStuck, timersAreRunning];
/** Rules about the end, of a transition. */
export const endRules: readonly ClientRule[] = [
  nothingIsOutstanding,
  nothingAfterwards,
  leaveNeverFails,
  leaveWaits,
  leaveAgain,
];
