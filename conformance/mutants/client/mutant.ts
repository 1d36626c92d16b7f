/** A fault, built into the reference client on purpose: what it does, which clause it breaks, and the part that it wraps. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { ClientConfig } from '../../../spec/machine/client/config.js';
import type { ClientEffect } from '../../../spec/machine/client/effects.js';
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import type { ClientState } from '../../../spec/machine/client/state.js';
import type { ClientParts, ClientWrap } from '../../reference/client/parts.js';

/** A fault of the client. */
export interface ClientMutant {
  readonly name: string;
  readonly breaks: ClauseId;
  /** Other clauses by which it may rightly be blamed. */
  readonly or?: readonly ClauseId[];
  /** How many steps it takes at the least to show it, where that is more than six. */
  readonly steps?: number;
  readonly summary: string;
  readonly wrap: ClientWrap;
}

/** What the right machine did with one event. */
export interface Stepped {
  readonly before: ClientState;
  readonly event: ClientEvent;
  readonly after: ClientState;
  readonly effects: readonly ClientEffect[];
}

type Machine = ClientParts['machine'];

const deciding =
  (
    decide: (right: Machine, config: ClientConfig, state: ClientState, event: ClientEvent) => ReturnType<Machine>,
  ): ClientWrap =>
  (parts) => ({ ...parts, machine: (config, state, event) => decide(parts.machine, config, state, event) });

/** Another event is taken up than the one that has happened; undefined: none. */
export const changingClientEvents = (
  change: (event: ClientEvent, state: ClientState) => ClientEvent | undefined,
): ClientWrap =>
  deciding((right, config, state, event) => {
    const other = change(event, state);
    return other ? right(config, state, other) : [state, []];
  });

/** Something else is done than what was decided. */
export const changingClientEffects = (change: (stepped: Stepped) => readonly ClientEffect[]): ClientWrap =>
  deciding((right, config, before, event) => {
    const [after, effects] = right(config, before, event);
    return [after, [...change({ before, event, after, effects })]];
  });

/** Another state follows than the right one. */
export const changingState = (change: (stepped: Stepped) => ClientState): ClientWrap =>
  deciding((right, config, before, event) => {
    const [after, effects] = right(config, before, event);
    return [change({ before, event, after, effects }), effects];
  });

/** It waits for other times, and counts to other numbers. */
export const withConfig = (other: Partial<ClientConfig>): ClientWrap =>
  deciding((right, config, state, event) => right({ ...config, ...other }, state, event));

/** A message that the client has received. */
export type HeardEvent = ClientEvent & { readonly type: 'message' };

/** Another message is heard than the one that came; undefined: none. */
export const hearing = (change: (heard: HeardEvent, state: ClientState) => ClientEvent | undefined): ClientWrap =>
  changingClientEvents((event, state) => (event.type === 'message' ? change(event, state) : event));

/** Each effect of one kind is another one. */
export const replacing = <Kind extends ClientEffect['kind']>(
  kind: Kind,
  change: (effect: ClientEffect & { readonly kind: Kind }, stepped: Stepped) => readonly ClientEffect[],
): ClientWrap =>
  changingClientEffects((stepped) =>
    stepped.effects.flatMap((effect) =>
      effect.kind === kind ? change(effect as ClientEffect & { readonly kind: Kind }, stepped) : [effect],
    ),
  );

/** Connections are closed with another code. */
export const closingWith =
  (change: (code: number) => number): ClientWrap =>
  (parts) => ({ ...parts, close: (line, code) => parts.close(line, change(code)) });
