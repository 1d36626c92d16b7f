/** What the application is told, of others and of its calls. */

import { reason } from '../../../../../gen/codes.js';
import { demand } from '../../../search.js';
import type { ArrivedMessage, ClientAsk } from '../../events.js';
import { type ClientState, stateNameOf } from '../../state.js';
import { type ClientRule, isOn, only, roomLeftOf, toldOf } from './seen.js';

/** Every participantLeft is that of a message that is taken up, about somebody else, who is on no list any more. */
const participantLeft: ClientRule = ({ before, event, effects, after }) => {
  const told = toldOf(effects).filter((one) => one.event === 'participantLeft');
  const { client, ledger } = before;
  const about = event.type === 'message' && event.message.kind === 'participantLeft' ? event.message : undefined;
  const heard =
    isOn(event, ledger.connection?.id) && ledger.connection?.phase !== 'gone' && ledger.connection?.phase !== 'goodbye';
  const place = event.type === 'message' ? event.sequence : -1;
  const inPlace = place === 0 || (place === ledger.received + 1 && ledger.joined);
  const due = about && heard && inPlace && client.left === null && !client.own.includes(about.participation);
  demand(told.length === (due ? 1 : 0), () => `participantLeft fires ${told.length} times`);
  if (!due) return;
  const [one] = told;
  demand(one?.event === 'participantLeft' && one.participation === about.participation, () => 'about somebody else');
  const code = about.reason?.code || reason.UNKNOWN;
  demand(one.reason.code === code, () => `${code} is told as ${one.reason.code}`);
  demand(one.reason.source === (about.reason?.code ? 'SERVER' : 'LOCAL'), () => `${code} as ${one.reason.source}`);
  const still = after.client.participants.some(({ participation }) => participation === about.participation);
  demand(!still, () => `${about.participation} has departed, and is on the list`);
};

/** The list is the roster of a Joined that is taken up, without oneself. */
const listFromJoined: ClientRule = ({ event, effects, after }) => {
  const joined = toldOf(effects).some(({ event: name }) => name === 'joined' || name === 'switched');
  if (!joined || event.type !== 'message' || event.message.kind !== 'joined') return;
  const { roster } = event.message;
  demand(after.client.participants.length === roster.length, () => 'the list is not the roster');
};

const answersTo: Partial<Record<ArrivedMessage['kind'], readonly ClientAsk['kind'][]>> = {
  joined: ['switchRoom'],
  accepted: ['remove'],
  rejected: ['end', 'remove', 'switchRoom', 'changeMode'],
};

/** An answer of its kind, in its place, settles its call at once. */
const answerSettles: ClientRule = ({ before: { client, ledger }, event, effects }) => {
  if (
    event.type !== 'message' ||
    client.left ||
    ledger.connection?.phase === 'goodbye' ||
    !isOn(event, ledger.connection?.id)
  )
    return;
  const { sequence, replyTo, message } = event;
  const inPlace = sequence === 0 || (sequence === ledger.received + 1 && (ledger.joined || message.kind === 'joined'));
  const asked = client.unanswered.find(({ request, sentOver }) => request === replyTo && sentOver > 0);
  const kinds: readonly string[] = answersTo[message.kind] ?? [];
  if (!inPlace || ledger.connection?.phase === 'gone' || !asked || !kinds.includes(asked.ask.kind)) return;
  const outcome = only(effects, 'settle').find(({ call }) => call === asked.call)?.outcome.kind;
  const expected = message.kind === 'rejected' ? 'refused' : 'done';
  demand(outcome === expected, () => `${asked.ask.kind} is answered by ${message.kind}, and its call is ${outcome}`);
};

/** A refused request fails its call, and nothing else changes. */
const refusedCall: ClientRule = ({ before, event, effects, after }) => {
  if (event.type !== 'message' || event.message.kind !== 'rejected' || event.replyTo === 0) return;
  if (
    before.client.left ||
    after.client.connection?.id !== event.connection ||
    event.sequence > before.ledger.received + 1
  )
    return;
  const untold = effects.every(({ kind }) => kind !== 'tell' && kind !== 'close' && kind !== 'open');
  demand(untold && nameAfter(before.client, after.client), () => 'a refused request changes more than its call');
};

/** The name of the state is as before, but for a switch that is over. */
const nameAfter = (before: ClientState, after: ClientState): boolean =>
  stateNameOf(before) === stateNameOf(after) || stateNameOf(before) === 'switching';

const switchFiresNone: ClientRule = (transition) => {
  const { event, effects, before } = transition;
  if (event.type !== 'message' || event.message.kind !== 'joined') return;
  const gap = event.sequence > before.ledger.received + 1;
  demand(gap || roomLeftOf(effects) === undefined, () => 'roomLeft because of Joined');
};

/** Rules about what the application is told, of a transition. */
export const toldRules: readonly ClientRule[] = [
  participantLeft,
  listFromJoined,
  answerSettles,
  refusedCall,
  switchFiresNone,
];
