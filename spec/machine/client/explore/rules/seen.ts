/** What a transition shows, and what a rule is. */
import type { Effect, Event, Told } from '../../types.js';
import type { Transition, World } from '../world.js';

export type Rule = (transition: Transition) => void;

type Of<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

export const only = <Kind extends Effect['kind']>(effects: readonly Effect[], kind: Kind): Of<Kind>[] =>
  effects.filter((one): one is Of<Kind> => one.kind === kind);

export const toldOf = (effects: readonly Effect[]): Told[] => only(effects, 'tell').map(({ told }) => told);

export const roomLeftOf = (effects: readonly Effect[]) =>
  toldOf(effects).find((told): told is Told & { event: 'roomLeft' } => told.event === 'roomLeft');

export const isOn = (event: Event, connection: number | undefined): boolean =>
  'connection' in event && event.connection === connection;

/** Joined has come, and its connection is gone or does not carry it yet. */
export const isAway = ({ ledger: { joined, line } }: World): boolean =>
  joined && (line?.phase === 'gone' || line?.phase === 'opening' || line?.phase === 'awaiting');
