/** What is sent, and what is not. */

import { clauses as known } from '../../../../../gen/clauses.js';
import { demand } from '../../../search.js';
import type { UnansweredRequest } from '../../state.js';
import { type ClientRule, isOn, only } from './seen.js';

/** What presents a token presents the newest, and the Join is always the same. */
const secrets: ClientRule = ({ effects, after }) => {
  for (const { saying } of only(effects, 'send')) {
    demand(saying.kind !== 'join' || saying.joinId === 'secret', () => 'another Join');
    if (saying.kind !== 'resume') continue;
    demand(saying.token === after.ledger.token, () => `${saying.token} is presented, not ${after.ledger.token}`);
    demand(saying.sequence === after.ledger.received, () => `${saying.sequence}, not ${after.ledger.received}`);
  }
};

/** An address is made from what `open` says: there is no secret in it. */
const noTokenInAddress: ClientRule = ({ effects }) => {
  for (const one of only(effects, 'open'))
    demand(Object.keys(one).sort().join() === 'clauses,connection,first,kind', () => 'open says more than it should');
};

/** Where it may speak at all, it leaves no Heartbeat unanswered and no more than two messages unacknowledged. */
const acknowledges: ClientRule = ({ scope, event, effects, after: { client, ledger } }) => {
  if (client.left || ledger.connection?.phase !== 'open') return;
  demand(ledger.unacknowledged < scope.config.ackEvery, () => `${ledger.unacknowledged} unacknowledged`);
  const beat = event.type === 'message' && event.message.kind === 'heartbeat' && isOn(event, ledger.connection.id);
  demand(!beat || only(effects, 'send').length > 0, () => 'a Heartbeat is not answered');
};

/** What is asked for is sent as soon as it can be. */
const nothingIsHeldBack: ClientRule = ({ after: { client, ledger } }) => {
  if (client.left || ledger.connection?.phase !== 'open') return;
  demand(client.requests === ledger.said.length, () => `request ${client.requests} is not sent`);
};

/** What the server has not taken up is sent again behind its answer, in order, and nothing else is. */
const sendsAgain: ClientRule = ({ before, event, effects, after }) => {
  if (before.ledger.connection?.phase !== 'awaiting' || after.ledger.connection?.phase !== 'open') return;
  if (event.type !== 'message' || !('lastRequest' in event.message)) return;
  const { lastRequest } = event.message;
  const { client } = before;
  // A Joined may answer a switch too.
  const isAnswered = ({ request, ask, sentOver }: UnansweredRequest) =>
    sentOver > 0 && request === event.replyTo && ask.kind === 'switchRoom';
  const open = client.unanswered.filter((one) => !isAnswered(one));
  const due = open.filter(({ request, sentOver }) => request > lastRequest || sentOver === 0);
  const sent = only(effects, 'send').filter(({ request }) => request > 0);
  const same = due.map(({ request }) => request).join() === sent.map(({ request }) => request).join();
  demand(same, () => `${sent.map(({ request }) => request)} are sent again behind ${lastRequest}`);
};

/** What the client has given up concerns it no longer. */
const staleIsNothing: ClientRule = ({ before, event, effects, after }) => {
  if (!('connection' in event) || isOn(event, before.ledger.connection?.id)) return;
  demand(effects.length === 0 && after.client === before.client, () => 'a connection that was given up has an effect');
};

/** A server that does not speak the protocol is told nothing. */
const silentWhenRefused: ClientRule = ({ before, event, effects, after }) => {
  if (event.type !== 'refused' || after.client.left || !isOn(event, before.ledger.connection?.id)) return;
  demand(only(effects, 'send').length === 0, () => 'something is sent over another subprotocol');
  demand(only(effects, 'close').length === 1, () => 'a connection of another subprotocol stays open');
};

/** The names are also types; but what is put together at run time may be anything. */
const hasClauses: ClientRule = ({ effects }) => {
  for (const { kind, clauses } of effects)
    demand(
      clauses.length > 0 && clauses.every((id) => id in known),
      () => `${kind} for no clause, or for one that is unknown: ${clauses}`,
    );
};

/** Rules about what is sent, of a state. */
export const wireStates: readonly ClientRule[] = [nothingIsHeldBack];
/** Rules about what is sent, of a transition. */
export const wireRules: readonly ClientRule[] = [
  secrets,
  noTokenInAddress,
  acknowledges,
  sendsAgain,
  staleIsNothing,
  silentWhenRefused,
  hasClauses,
];
