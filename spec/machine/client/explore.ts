/**
 * Exhaustive exploration of the client machine: every state that one room object can reach while the server may say
 * anything.
 */

import { RuleViolation, type Searched, search } from '../search.js';
import type { ClientEvent } from './events.js';
import { clientHappenings } from './explore/happenings.js';
import { clientKey } from './explore/key.js';
import { carriedOut, newOnlooker, witnessed } from './explore/onlooker.js';
import type { ClientScope, ClientTransition, ClientUsed, ClientWorld } from './explore/world.js';
import { notBegun } from './state.js';
import { stepClient } from './step.js';

const start: ClientWorld = { client: notBegun, ledger: newOnlooker, used: { asks: 0, leaves: 0, disposed: false } };

/** Visits every transition once. `visit` throws a RuleViolation where a rule is broken. */
export const exploreClient = (
  scope: ClientScope,
  visit: (transition: ClientTransition) => void,
): Searched<ClientEvent> =>
  search<ClientWorld, ClientEvent>({
    start,
    key: (world) => clientKey(scope, world),
    successors: (world) =>
      clientHappenings(scope, world).map((event) => {
        const next = follow(scope, world, event, visit);
        // Most of what a server says at a wrong moment changes nothing.
        const isSame = next.client === world.client && next.used === world.used;
        return { event, next: isSame ? undefined : next };
      }),
  });

function follow(
  scope: ClientScope,
  before: ClientWorld,
  event: ClientEvent,
  visit: (transition: ClientTransition) => void,
): ClientWorld {
  const [client, effects] = stepClient(scope.config, before.client, event);
  try {
    const ledger = effects.reduce(carriedOut, witnessed(before.ledger, event));
    const after = { client, ledger, used: count(before.used, event) };
    visit({ scope, before, event, effects, after });
    return after;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const story = JSON.stringify({ event, effects, before, client }, null, 1);
    throw new RuleViolation(`${scope.name}: ${error.message}\n${story}`);
  }
}

function count(used: ClientUsed, event: ClientEvent): ClientUsed {
  switch (event.type) {
    case 'ask':
      return { ...used, asks: used.asks + 1 };
    case 'leave':
      return { ...used, leaves: used.leaves + 1 };
    case 'dispose':
    case 'unload':
      return { ...used, disposed: true };
    default:
      return used;
  }
}
