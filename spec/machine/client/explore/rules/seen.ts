/** What a transition shows, and what a rule is. */
import type { ApplicationNews, ClientEffect } from '../../effects.js';
import type { ClientEvent } from '../../events.js';
import type { ClientTransition, ClientWorld } from '../world.js';

/** What must hold of a transition. It throws a RuleViolation where it does not. */
export type ClientRule = (transition: ClientTransition) => void;

type Of<Kind extends ClientEffect['kind']> = Extract<ClientEffect, { kind: Kind }>;

/** The effects of one kind. */
export const only = <Kind extends ClientEffect['kind']>(effects: readonly ClientEffect[], kind: Kind): Of<Kind>[] =>
  effects.filter((one): one is Of<Kind> => one.kind === kind);

/** What the application is told. */
export const toldOf = (effects: readonly ClientEffect[]): ApplicationNews[] =>
  only(effects, 'tell').map(({ told }) => told);

/** The roomLeft that fires, if one does. */
export const roomLeftOf = (effects: readonly ClientEffect[]) =>
  toldOf(effects).find((told): told is ApplicationNews & { event: 'roomLeft' } => told.event === 'roomLeft');

/** Whether an event happens on a connection. */
export const isOn = (event: ClientEvent, connection: number | undefined): boolean =>
  'connection' in event && event.connection === connection;

/** Joined has come, and its connection is gone or does not carry it yet. */
export const isAway = ({ ledger: { joined, connection } }: ClientWorld): boolean =>
  joined && (connection?.phase === 'gone' || connection?.phase === 'opening' || connection?.phase === 'awaiting');
