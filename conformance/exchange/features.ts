/** The table of features: their names and numbers come from the schema, and what the suite must know beside them stands here. */
import { type FeatureName, featureTable } from '../../gen/features.js';

/**
 * What a server may declare in Joined.
 *
 * @example
 * const features: Feature[] = ['remove', 'resume'];
 */
export type Feature = FeatureName;

interface FeatureRow {
  /** The machine has an option for it. The others only change what is declared, or are settings of another kind. */
  readonly machine: boolean;
  /** `adjourn serve` declares it unless it is told otherwise. */
  readonly served: boolean;
  /** The peer declares it to the clients that it meets. */
  readonly peer: boolean;
}

/** A feature that the schema has, and that is missing here, does not compile. */
const rows = {
  extended_codes: { machine: true, served: true, peer: true },
  remove: { machine: true, served: true, peer: true },
  replace: { machine: true, served: true, peer: true },
  // The machine knows it by its window.
  resume: { machine: false, served: true, peer: true },
  switch: { machine: true, served: true, peer: true },
  viewer: { machine: true, served: true, peer: true },
  relay: { machine: true, served: true, peer: true },
  operator: { machine: false, served: true, peer: false },
  json: { machine: false, served: true, peer: true },
  room_order: { machine: false, served: true, peer: true },
  announces_each: { machine: true, served: false, peer: false },
} as const satisfies Readonly<Record<Feature, FeatureRow>>;

/** How the reason begins for which a case is skipped that needs a feature: nothing is wrong with a system without it. */
export const NOT_DECLARED = 'the system does not declare';

/** All features, in the order of their numbers. */
export const features = Object.keys(featureTable) as readonly Feature[];

/** The features that `adjourn serve` declares by default. */
export const servedFeatures = features.filter((name) => rows[name].served);

/** The features that the peer declares; `resume` only where it announces a window. */
export const peerFeatures = features.filter((name) => rows[name].peer);

/** The features for which the machine has an option. */
export const machineFeatures = features.filter((name) => rows[name].machine);

type MachineFeature = { [Name in Feature]: (typeof rows)[Name]['machine'] extends true ? Name : never }[Feature];

/** The options of the machine that are features. */
export type MachineOptions = {
  readonly [Name in MachineFeature as (typeof featureTable)[Name]['option']]: boolean;
};

/** The options of a machine that does what a server with these features does. */
export const machineOptions = (declared: readonly Feature[]): MachineOptions =>
  Object.fromEntries(
    machineFeatures.map((name) => [featureTable[name].option, declared.includes(name)]),
  ) as MachineOptions;
