import { describe, expect, it } from 'vitest';
import { explore } from '../explore.js';
import { coreScopes, isCore, serverKinds, tripleName } from './core.js';
import { triplesOf } from './coverage.js';
import { ownerOf } from './ledger.js';
import { reachable } from './reachable.js';

describe('the core triples', () => {
  it.each(serverKinds)('of a server with %s are those that an exploration reaches', (kind) => {
    const met = new Set<string>();
    for (const scope of coreScopes(kind))
      explore(scope, ({ world, event, after, effects }) => {
        const owner = (token: string) => ownerOf(world.ledger.accounts, token);
        for (const triple of triplesOf({ server: world.server, event, after, effects }, owner))
          if (isCore(triple)) met.add(tripleName(triple));
      });
    const found = [...met].sort();
    expect(reachable[kind], `explore/reachable.ts should say:\n${JSON.stringify(found, null, 2)}`).toEqual(found);
  });
});
