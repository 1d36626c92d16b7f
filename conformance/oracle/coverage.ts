/** How much of the core machine was met: which states of a room object, with which events, and what became of it. */
import { isCore, type ServerKind, tripleName } from '../../spec/machine/explore/core.js';
import { type EventName, type TakenEvent, triplesOf } from '../../spec/machine/explore/coverage.js';
import { reachable } from '../../spec/machine/explore/reachable.js';
import type { Feature, Profile } from '../exchange/index.js';

/** The core triples on the way that explains a history. */
export function coreMet(trail: readonly TakenEvent[]): string[] {
  const owners = new Map<string, string>();
  return trail.flatMap((taken) => {
    for (const { id, tokens } of Object.values(taken.after.roomObjects))
      for (const { value } of tokens) owners.set(value, id);
    return triplesOf(taken, (token) => owners.get(token))
      .filter(isCore)
      .map(tripleName);
  });
}

/** What can happen only to a server with a feature. */
const of: Readonly<Partial<Record<Feature, readonly EventName[]>>> = {
  remove: ['remove'],
  viewer: ['mode'],
  switch: ['switch', 'fixed', 'committed'],
  operator: ['operate'],
};

/** A server that has no tokens refuses nobody for a wrong one. */
const byToken = ['join → unauthenticated', 'switch → permission_denied'];

/** The core triples that a system of this profile can reach, and that the suite can bring about. */
export function coreReachable({ features, tokens, unsupported }: Profile): string[] {
  const words = features.filter((feature) => feature === 'replace' || feature === 'resume');
  const kind = (words.join(', ') || 'neither') as ServerKind;
  const beyond = Object.entries(of).flatMap(([feature, events]) =>
    features.includes(feature as Feature) && !unsupported.includes(feature === 'operator' ? 'operate' : feature)
      ? []
      : events,
  );
  return reachable[kind].filter(
    (name) =>
      !beyond.some((event) => name.includes(` × ${event} `)) && (tokens || !byToken.some((end) => name.endsWith(end))),
  );
}
