/**
 * The core of the machine: the states of a room object that can be told apart from outside, and the events that can be
 * brought about from outside. What happens to a switch between its two halves, a limit, a fault of the server's own and
 * its policy are not in it.
 */
import { baseConfig, type Config } from '../config.js';
import type { CoreEvent, CoreState, CoreTriple, Triple } from './triple.js';
import type { ExploredScope } from './world.js';

/** The states that a room object is in for longer. */
const lasting: readonly CoreState[] = ['nobody', 'joined', 'lingering', 'departed'];

/** A loss that nobody is concerned by is nothing that happens. */
const begun: readonly CoreState[] = ['joined', 'lingering', 'departed'];

/** In which states each event of the core may be met. */
const metIn: Readonly<Record<CoreEvent, readonly CoreState[]>> = {
  join: lasting,
  'repeated join': lasting,
  resume: lasting,
  leave: lasting,
  end: lasting,
  sync: lasting,
  unknown: lasting,
  remove: lasting,
  mode: lasting,
  switch: lasting,
  'request again': lasting,
  ack: lasting,
  fault: lasting,
  lost: begun,
  goodbye: begun,
  // No other window runs.
  expired: ['lingering'],
  operate: lasting,
  fixed: ['reserved'],
  committed: ['fixed'],
};

/** How every switch comes to its end: what else may become of it is not of the core. */
const ofSwitches: Readonly<Partial<Record<CoreEvent, Triple['outcome']>>> = { fixed: 'fixed', committed: 'joined' };

const statesOf: Readonly<Partial<Record<Triple['event'], readonly Triple['state'][]>>> = metIn;
const outcomeOf: Readonly<Partial<Record<Triple['event'], Triple['outcome']>>> = ofSwitches;

/** Whether a triple is of the core. */
export const isCore = (triple: Triple): triple is CoreTriple =>
  !!statesOf[triple.event]?.includes(triple.state) && (outcomeOf[triple.event] ?? triple.outcome) === triple.outcome;

/** What decides which triples there are, beside the features that only add an event. */
export const serverKinds = ['replace, resume', 'replace', 'resume', 'neither'] as const;
/** One of them. */
export type ServerKind = (typeof serverKinds)[number];

const withAll: Config = {
  ...baseConfig,
  replace: true,
  switch: true,
  viewer: true,
  relay: true,
  resumeWindowMs: 1_000,
};

const small: Omit<ExploredScope, 'name' | 'config'> = {
  participants: [{ name: 'bob', role: 'attendee' }],
  rooms: ['blue'],
  joins: 1,
  requests: 2,
  asks: [],
  losses: 0,
  returns: 0,
  calls: [],
  closings: false,
  failures: false,
};

const both: ExploredScope['participants'] = [
  { name: 'ann', role: 'host' },
  { name: 'bob', role: 'attendee' },
];

/** Which kind a server is, by the two features that decide it. */
export const serverKindOf = ({
  replace,
  resume,
}: {
  readonly replace: boolean;
  readonly resume: boolean;
}): ServerKind => {
  if (replace) return resume ? 'replace, resume' : 'replace';
  return resume ? 'resume' : 'neither';
};

/** Worlds in which every core triple is met that a server of this kind has. */
export function coreScopes(kind: ServerKind): ExploredScope[] {
  const replace = kind.includes('replace');
  const resume = kind.includes('resume');
  const config = { ...withAll, replace, resumeWindowMs: resume ? withAll.resumeWindowMs : 0 };
  const returns = resume ? 1 : 0;
  const calls: ExploredScope['calls'] = ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'];
  const asks: ExploredScope['asks'] = ['leave', 'end', 'sync', 'unknown', 'remove', 'mode'];
  return [
    { ...small, name: 'asking', config, participants: both, asks },
    {
      ...small,
      name: 'coming again',
      config,
      joins: 2,
      requests: 1,
      asks: ['leave', 'end'],
      losses: 1,
      returns,
      calls,
    },
    {
      ...small,
      name: 'coming back',
      config,
      participants: both,
      requests: 1,
      asks: ['leave', 'sync'],
      losses: 1,
      returns,
    },
    { ...small, name: 'coming back twice', config, requests: 1, asks: ['leave'], losses: 1, returns: 2 * returns },
    { ...small, name: 'switching', config, rooms: ['blue', 'green'], asks: ['switch'], losses: 1 },
    { ...small, name: 'the operator', config, participants: both, requests: 0, losses: 1, calls },
  ];
}
