/** Exhaustive exploration of the client machine: every state that one room object can reach while the server may say anything. */
import { clientHappenings } from './explore/happenings.js';
import { clientKey } from './explore/key.js';
import { carriedOut, newOnlooker, witnessed } from './explore/onlooker.js';
import type { ClientScope, ClientTransition, ClientUsed, ClientWorld } from './explore/world.js';
import { type ClientEvent, notBegun } from './state.js';
import { stepClient } from './step.js';

const start: ClientWorld = { client: notBegun, ledger: newOnlooker, used: { asks: 0, leaves: 0, disposed: false } };

export interface Extent {
  readonly states: number;
  readonly transitions: number;
}

/** Visits every transition once. */
export function exploreClient(scope: ClientScope, visit: (transition: ClientTransition) => void): Extent {
  const seen = new Set([clientKey(scope, start)]);
  const stack = [start];
  let transitions = 0;
  for (let world = stack.pop(); world; world = stack.pop()) {
    for (const event of clientHappenings(scope, world)) {
      transitions += 1;
      const next = follow(scope, world, event, visit);
      // Most of what a server says at a wrong moment changes nothing.
      if (next.client === world.client && next.used === world.used) continue;
      const id = clientKey(scope, next);
      if (seen.has(id)) continue;
      seen.add(id);
      stack.push(next);
    }
  }
  return { states: seen.size, transitions };
}

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
    const story = JSON.stringify({ event, effects, before, client }, null, 1);
    throw new Error(`${scope.name}: ${(error as Error).message}\n${story}`);
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
