/** How much of the core machine was met: which states of a room object, with which events, and what became of it. */
import { isCore, serverKindOf } from '../../spec/machine/explore/core.js';
import { triplesOf } from '../../spec/machine/explore/coverage.js';
import { reachableTriples } from '../../spec/machine/explore/reachable.js';
import type { CoreEvent, CoreTriple, TakenEvent } from '../../spec/machine/explore/triple.js';
import type { Feature } from '../exchange/features.js';
import type { Profile } from '../exchange/profile.js';

export { type CoreTriple, tripleName } from '../../spec/machine/explore/triple.js';

/** The core triples on the way that explains a history. */
export function coreMet(trail: readonly TakenEvent[]): CoreTriple[] {
  const owners = new Map<string, string>();
  return trail.flatMap((taken) => {
    for (const { id, tokens } of Object.values(taken.after.roomObjects))
      for (const { value } of tokens) owners.set(value, id);
    return triplesOf(taken, (token) => owners.get(token)).filter(isCore);
  });
}

/** What can happen only to a server with a feature. */
const needs: Readonly<Partial<Record<CoreEvent, Feature>>> = {
  remove: 'remove',
  mode: 'viewer',
  switch: 'switch',
  fixed: 'switch',
  committed: 'switch',
  operate: 'operator',
};

/** The core triples that a system of this profile can reach, and that the suite can bring about. */
export function coreReachable({ features, tokens, unsupported }: Profile): CoreTriple[] {
  const has = (feature: Feature): boolean => features.includes(feature);
  const mayBe = (event: CoreEvent): boolean => {
    const feature = needs[event];
    return !feature || (has(feature) && !unsupported.includes(feature === 'operator' ? 'operate' : feature));
  };
  const kind = serverKindOf({ replace: has('replace'), resume: has('resume') });
  return reachableTriples(kind).filter((triple) => mayBe(triple.event) && (tokens || !isByToken(triple)));
}

/** A server that has no tokens refuses nobody for a wrong one. */
const isByToken = ({ event, outcome }: CoreTriple): boolean =>
  (event === 'join' && outcome === 'unauthenticated') || (event === 'switch' && outcome === 'permission_denied');
