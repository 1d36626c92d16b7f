import { expect, it } from 'vitest';
import { serverKinds } from '../../spec/machine/explore/core.js';
import { reachableTriples } from '../../spec/machine/explore/reachable.js';
import { tripleName } from '../../spec/machine/explore/triple.js';
import { waysTo } from './toward.js';

it.each(serverKinds)('there is a way to every core triple of a server with %s', (kind) => {
  const without = reachableTriples(kind).filter((triple) => waysTo(triple).length === 0);
  expect(without.map(tripleName)).toEqual([]);
});
