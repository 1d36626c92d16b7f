/** Exhaustive exploration of the machine: every state that a bounded world can reach, each transition handed to a visitor. */

import type { Event } from './events.js';
import { serverHappenings } from './explore/happenings.js';
import { worldKey } from './explore/key.js';
import { account, emptyLedger, type News } from './explore/ledger.js';
import type { Scope, Transition, Used, World } from './explore/world.js';
import type { Effect } from './messages.js';
import { connectionsOf } from './room-object.js';
import { idle, type Server, step } from './server.js';

export type { Scope, Transition } from './explore/world.js';

export interface Extent {
  readonly states: number;
  readonly transitions: number;
}

const start: World = {
  server: idle,
  ledger: emptyLedger,
  used: { joined: {}, requests: 0, losses: 0, returns: 0 },
  connections: 0,
};

/** Visits every transition once, with the world that it leads to and what has become new by it. */
export function explore(scope: Scope, visit: (transition: Transition, next: World, news: News) => void): Extent {
  const seen = new Set([worldKey(start)]);
  const stack = [start];
  let transitions = 0;
  for (let world = stack.pop(); world; world = stack.pop()) {
    for (const event of serverHappenings(scope, world)) {
      transitions += 1;
      const next = follow(scope, world, event, visit);
      const id = worldKey(next);
      if (seen.has(id)) continue;
      seen.add(id);
      stack.push(next);
    }
  }
  return { states: seen.size, transitions };
}

function follow(
  scope: Scope,
  world: World,
  event: Event,
  visit: (transition: Transition, next: World, news: News) => void,
): World {
  const [after, effects] = step(scope.config, world.server, event);
  const transition = { scope, world, event, after, effects };
  try {
    const { ledger, news } = account(world.ledger, event, effects, after);
    const used = after === world.server ? world.used : count(world.used, event, effects, world.server, after);
    const next = { server: after, ledger, used, connections: world.connections + 1 };
    visit(transition, next, news);
    return next;
  } catch (error) {
    const { server } = world;
    throw new Error(
      `${scope.name}: ${(error as Error).message}\n${JSON.stringify({ event, effects, server, after }, null, 1)}`,
    );
  }
}

/** What changes nothing, as a refusal, uses nothing up. */
function count(used: Used, event: Event, effects: readonly Effect[], before: Server, after: Server): Used {
  switch (event.type) {
    case 'join': {
      const { participant, joinId } = event;
      if (before.roomObjects[joinId]) return { ...used, returns: used.returns + 1 };
      if (!after.roomObjects[joinId]) return used;
      return { ...used, joined: { ...used.joined, [participant]: (used.joined[participant] ?? 0) + 1 } };
    }
    case 'resume':
      return refused(effects) ? used : { ...used, returns: used.returns + 1 };
    case 'request':
      return { ...used, requests: used.requests + 1 };
    case 'lost':
    case 'goodbye':
    case 'fault':
      if (!carries(before, event.connection)) return used;
      return { ...used, losses: used.losses + 1 };
    default:
      return used;
  }
}

const carries = ({ roomObjects }: Server, connection: string): boolean =>
  Object.values(roomObjects).some((roomObject) => connectionsOf(roomObject).includes(connection));

const refused = (effects: readonly Effect[]): boolean =>
  effects.some(
    (one) => one.kind === 'send' && one.sequence === 0 && ['rejected', 'roomLeft'].includes(one.message.kind),
  );
