import { describe, expect, it } from 'vitest';
import { explore } from '../explore.js';
import { coreScopes, isCore, serverKinds } from './core.js';
import { triplesOf } from './coverage.js';
import { ownerOf } from './ledger.js';
import { reachableTriples } from './reachable.js';
import { tripleName } from './triple.js';

describe('the core triples', () => {
  it.each(serverKinds)('of a server with %s are those that an exploration reaches', (kind) => {
    const met = new Set<string>();
    for (const scope of coreScopes(kind)) {
      const { violation } = explore(scope, ({ world, event, after, effects }) => {
        const owner = (token: string) => ownerOf(world.ledger.accounts, token);
        for (const triple of triplesOf({ server: world.server, event, after, effects }, owner))
          if (isCore(triple)) met.add(tripleName(triple));
      });
      expect(violation).toBeUndefined();
    }
    const found = [...met].sort();
    const written = reachableTriples(kind).map(tripleName);
    expect(written, `explore/reachable.ts should say:\n${found.join('\n')}`).toEqual(found);
  });
});
