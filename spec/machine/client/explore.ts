/** Exhaustive exploration of the client machine: every state that one room object can reach while the server may say anything. */
import { happenings } from './explore/happenings.js';
import { key } from './explore/key.js';
import { carriedOut, emptyLedger, witnessed } from './explore/ledger.js';
import type { Scope, Transition, Used, World } from './explore/world.js';
import { step } from './step.js';
import { type Event, notBegun } from './types.js';

const start: World = { client: notBegun, ledger: emptyLedger, used: { asks: 0, leaves: 0, disposed: false } };

export interface Extent {
  readonly states: number;
  readonly transitions: number;
}

/** Visits every transition once. */
export function explore(scope: Scope, visit: (transition: Transition) => void): Extent {
  const seen = new Set([key(scope, start)]);
  const stack = [start];
  let transitions = 0;
  for (let world = stack.pop(); world; world = stack.pop()) {
    for (const event of happenings(scope, world)) {
      transitions += 1;
      const next = follow(scope, world, event, visit);
      // Most of what a server says at a wrong moment changes nothing.
      if (next.client === world.client && next.used === world.used) continue;
      const id = key(scope, next);
      if (seen.has(id)) continue;
      seen.add(id);
      stack.push(next);
    }
  }
  return { states: seen.size, transitions };
}

function follow(scope: Scope, before: World, event: Event, visit: (transition: Transition) => void): World {
  const [client, effects] = step(scope.config, before.client, event);
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

function count(used: Used, event: Event): Used {
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
