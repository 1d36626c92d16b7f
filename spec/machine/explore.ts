/**
 * Exhaustive exploration of the machine: every state that a bounded world can reach, each transition handed to a
 * visitor.
 */

import type { Event, ServerEvent } from './events.js';
import { serverHappenings } from './explore/happenings.js';
import { worldKey } from './explore/key.js';
import { account, emptyLedger, type News } from './explore/ledger.js';
import type { ExploredScope, ExploredWorld, Transition, Used } from './explore/world.js';
import type { Effect } from './messages.js';
import { connectionsOf } from './room-object.js';
import { RuleViolation, type Searched, search } from './search.js';
import { step } from './server.js';
import { idle, type Server } from './state.js';

const start: ExploredWorld = {
  server: idle,
  ledger: emptyLedger,
  used: { joined: {}, requests: 0, losses: 0, returns: 0 },
  connections: 0,
};

/**
 * Sees each transition, the world that it leads to, and what has become new by it. It throws a RuleViolation where a rule
 * is broken.
 */
export type Visit = (transition: Transition, next: ExploredWorld, news: News) => void;

/** Visits every transition of a bounded world once. */
export const explore = (scope: ExploredScope, visit: Visit): Searched<ServerEvent> =>
  search<ExploredWorld, ServerEvent>({
    start,
    key: worldKey,
    successors: (world) =>
      serverHappenings(scope, world).map((event) => ({ event, next: follow(scope, world, event, visit) })),
  });

function follow(scope: ExploredScope, world: ExploredWorld, event: Event, visit: Visit): ExploredWorld {
  const [after, effects] = step(scope.config, world.server, event);
  const transition = { scope, world, event, after, effects };
  try {
    const { ledger, news } = account(world.ledger, event, effects, after);
    const used = after === world.server ? world.used : count(world.used, transition, event);
    const next = { server: after, ledger, used, connections: world.connections + 1 };
    visit(transition, next, news);
    return next;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const story = JSON.stringify({ event, effects, server: world.server, after }, null, 1);
    throw new RuleViolation(`${scope.name}: ${error.message}\n${story}`);
  }
}

/** What changes nothing, as a refusal, uses nothing up. */
function count(used: Used, { world: { server: before }, after, effects }: Transition, event: Event): Used {
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
