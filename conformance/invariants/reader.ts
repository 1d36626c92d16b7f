import { type History, type Observation, OPERATOR } from '../exchange/index.js';
import { reckon } from './bounds.js';
import { name } from './naming.js';
import { openings } from './openings.js';
import { SeenReader } from './reader-seen.js';
import { SentReader } from './reader-sent.js';
import { Registry } from './registry.js';
import type { View } from './view.js';

/** Indexes a history, in one pass over its records. */
export function index(history: History): View {
  const registry = new Registry(history);
  const sent = new SentReader(registry);
  const seen = new SeenReader(registry);
  const unnamed = openings(history.records);
  history.records.forEach((record, at) => {
    if (record.kind === 'sent') sent.read(record, at);
    else if (record.kind === 'overdue') sent.overdue(record, at);
    else if (record.kind === 'seen' && record.seat === OPERATOR) seen.answered(record, at);
    else if (record.kind === 'seen')
      seen.read({ ...record, observation: inSession(record.observation, unnamed.get(at)) }, at);
  });
  // Where the fence is known to be broken, no answer proves anything.
  const fenceless = history.profile.deviations.some(({ clause }) => clause === 'fence.effects-first');
  if (fenceless) for (const { proofs } of registry.stays) proofs.length = 0;
  name(registry, seen.mentions);
  return viewOf(registry);
}

const inSession = (seen: Observation, session: string | undefined): Observation =>
  seen.kind === 'joined' && session !== undefined ? { ...seen, session } : seen;

function viewOf(registry: Registry): View {
  const { history, joins, entries, requests, calls, stays, ghosts, rooms, sessions } = registry;
  const features = new Set(history.profile.features);
  const view: View = {
    history,
    end: history.records.length,
    fenced: history.settled === 'fenced',
    timed: history.records.some(({ at }, place) => at !== place),
    has: (feature) => features.has(feature),
    connections: [...registry.connections.values()],
    joins,
    entries,
    requests,
    calls,
    stays,
    ghosts,
    stay: (id) => registry.byId.get(id),
    rooms,
    sessions,
  };
  reckon(view);
  return view;
}
