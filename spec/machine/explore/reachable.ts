/**
 * The core triples that a server of each kind can reach: what core.test.ts finds by exploration, written down so that
 * no run has to explore.
 */
import type { ServerKind } from './core.js';
import type { CoreEvent, CoreState, CoreTriple, Outcome } from './triple.js';

type Reachable = Readonly<Partial<Record<CoreState, Readonly<Partial<Record<CoreEvent, readonly Outcome[]>>>>>>;

/** By state and event, what may become of it. */
const reachable: Readonly<Record<ServerKind, Reachable>> = {
  'replace, resume': {
    departed: {
      join: ['joined', 'unauthenticated'],
      operate: ['accepted', 'not_found', 'unauthenticated'],
      'repeated join': ['roomLeft'],
      resume: ['roomLeft'],
    },
    fixed: {
      committed: ['joined'],
    },
    joined: {
      ack: ['nothing'],
      end: ['departed', 'permission_denied'],
      fault: ['lingering'],
      goodbye: ['departed'],
      join: ['departed', 'unauthenticated'],
      leave: ['departed'],
      lost: ['lingering'],
      mode: ['departed', 'invalid_argument'],
      operate: ['accepted', 'departed', 'not_found', 'unauthenticated'],
      remove: ['accepted', 'invalid_argument', 'not_found', 'participantLeft', 'permission_denied'],
      'repeated join': ['joined', 'not_found'],
      'request again': ['nothing'],
      resume: ['not_found', 'resumed'],
      switch: ['invalid_argument', 'permission_denied', 'reserved'],
      sync: ['accepted'],
      unknown: ['unimplemented'],
    },
    lingering: {
      expired: ['departed'],
      join: ['departed', 'unauthenticated'],
      operate: ['accepted', 'departed', 'not_found', 'unauthenticated'],
      'repeated join': ['joined', 'not_found'],
      resume: ['joined', 'not_found'],
    },
    nobody: {
      fault: ['closed'],
      join: ['joined', 'unauthenticated'],
      operate: ['not_found', 'unauthenticated'],
      resume: ['not_found'],
    },
    reserved: {
      fixed: ['fixed'],
    },
  },
  replace: {
    fixed: {
      committed: ['joined'],
    },
    joined: {
      ack: ['nothing'],
      end: ['nobody', 'permission_denied'],
      fault: ['nobody'],
      goodbye: ['nobody'],
      join: ['nobody', 'unauthenticated'],
      leave: ['nobody'],
      lost: ['nobody'],
      mode: ['invalid_argument', 'nobody'],
      operate: ['accepted', 'nobody', 'not_found', 'unauthenticated'],
      remove: ['accepted', 'invalid_argument', 'not_found', 'participantLeft', 'permission_denied'],
      switch: ['invalid_argument', 'permission_denied', 'reserved'],
      sync: ['accepted'],
      unknown: ['unimplemented'],
    },
    nobody: {
      fault: ['closed'],
      join: ['joined', 'unauthenticated'],
      operate: ['not_found', 'unauthenticated'],
    },
    reserved: {
      fixed: ['fixed'],
    },
  },
  resume: {
    departed: {
      join: ['joined', 'unauthenticated'],
      operate: ['accepted', 'not_found', 'unauthenticated'],
      'repeated join': ['roomLeft'],
      resume: ['roomLeft'],
    },
    fixed: {
      committed: ['joined'],
    },
    joined: {
      ack: ['nothing'],
      end: ['departed', 'permission_denied'],
      fault: ['lingering'],
      goodbye: ['departed'],
      join: ['already_exists', 'unauthenticated'],
      leave: ['departed'],
      lost: ['lingering'],
      mode: ['departed', 'invalid_argument'],
      operate: ['accepted', 'departed', 'not_found', 'unauthenticated'],
      remove: ['accepted', 'invalid_argument', 'not_found', 'participantLeft', 'permission_denied'],
      'repeated join': ['joined', 'not_found'],
      'request again': ['nothing'],
      resume: ['not_found', 'resumed'],
      switch: ['invalid_argument', 'permission_denied', 'reserved'],
      sync: ['accepted'],
      unknown: ['unimplemented'],
    },
    lingering: {
      expired: ['departed'],
      join: ['already_exists', 'unauthenticated'],
      operate: ['accepted', 'departed', 'not_found', 'unauthenticated'],
      'repeated join': ['joined', 'not_found'],
      resume: ['joined', 'not_found'],
    },
    nobody: {
      fault: ['closed'],
      join: ['joined', 'unauthenticated'],
      operate: ['not_found', 'unauthenticated'],
      resume: ['not_found'],
    },
    reserved: {
      fixed: ['fixed'],
    },
  },
  neither: {
    fixed: {
      committed: ['joined'],
    },
    joined: {
      ack: ['nothing'],
      end: ['nobody', 'permission_denied'],
      fault: ['nobody'],
      goodbye: ['nobody'],
      join: ['already_exists', 'unauthenticated'],
      leave: ['nobody'],
      lost: ['nobody'],
      mode: ['invalid_argument', 'nobody'],
      operate: ['accepted', 'nobody', 'not_found', 'unauthenticated'],
      remove: ['accepted', 'invalid_argument', 'not_found', 'participantLeft', 'permission_denied'],
      switch: ['invalid_argument', 'permission_denied', 'reserved'],
      sync: ['accepted'],
      unknown: ['unimplemented'],
    },
    nobody: {
      fault: ['closed'],
      join: ['joined', 'unauthenticated'],
      operate: ['not_found', 'unauthenticated'],
    },
    reserved: {
      fixed: ['fixed'],
    },
  },
};

/** The same as triples, in the order in which they stand. */
export const reachableTriples = (kind: ServerKind): CoreTriple[] =>
  entries(reachable[kind]).flatMap(([state, events]) =>
    entries(events).flatMap(([event, outcomes]) => outcomes.map((outcome) => ({ state, event, outcome }))),
  );

/** The entries of a table whose keys are known. */
const entries = <Key extends string, Value>(table: Readonly<Partial<Record<Key, Value>>>): [Key, Value][] =>
  Object.entries(table) as [Key, Value][];
