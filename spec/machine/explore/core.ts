/**
 * The core of the machine: the states of a room object that can be told apart from outside, and the events that can be brought about
 * from outside. What happens to a switch between its two halves, a limit, a fault of the server's own and its policy are not in it.
 */
import { baseConfig, type Config } from '../config.js';
import { type EventName, pairOf, type RoomObjectState, type Triple } from './coverage.js';
import type { Scope } from './world.js';

const states: readonly RoomObjectState[] = ['nobody', 'joined', 'lingering', 'departed'];

const events: readonly EventName[] = [
  'join',
  'repeated join',
  'resume',
  'leave',
  'end',
  'sync',
  'unknown',
  'remove',
  'mode',
  'switch',
  'request again',
  'ack',
  'fault',
  'lost',
  'goodbye',
  'expired',
  'operate',
];

/** A loss that nobody is concerned by, and a window that does not run, are nothing that happens. */
const never: ReadonlySet<string> = new Set([
  pairOf('nobody', 'lost'),
  pairOf('nobody', 'goodbye'),
  pairOf('nobody', 'expired'),
  pairOf('joined', 'expired'),
  pairOf('departed', 'expired'),
]);

/** How every switch comes to its end. */
const ofSwitches: ReadonlySet<string> = new Set(['reserved × fixed → fixed', 'fixed × committed → joined']);

export function isCore(triple: Triple): boolean {
  const { state, event } = triple;
  if (ofSwitches.has(tripleName(triple))) return true;
  return states.includes(state) && events.includes(event) && !never.has(pairOf(state, event));
}

export const tripleName = ({ state, event, outcome }: Triple): string => `${pairOf(state, event)} → ${outcome}`;

/** What decides which triples there are, beside the features that only add an event. */
export const serverKinds = ['replace, resume', 'replace', 'resume', 'neither'] as const;
export type ServerKind = (typeof serverKinds)[number];

const withAll: Config = {
  ...baseConfig,
  replace: true,
  switch: true,
  viewer: true,
  relay: true,
  resumeWindowMs: 1_000,
};

const small: Omit<Scope, 'name' | 'config'> = {
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

const both: Scope['participants'] = [
  { name: 'ann', role: 'host' },
  { name: 'bob', role: 'attendee' },
];

/** Worlds in which every core triple is met that a server of this kind has. */
export function coreScopes(kind: ServerKind): Scope[] {
  const replace = kind.includes('replace');
  const resume = kind.includes('resume');
  const config = { ...withAll, replace, resumeWindowMs: resume ? withAll.resumeWindowMs : 0 };
  const returns = resume ? 1 : 0;
  const calls: Scope['calls'] = ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'];
  const asks: Scope['asks'] = ['leave', 'end', 'sync', 'unknown', 'remove', 'mode'];
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
