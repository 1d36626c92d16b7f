/** Which pairs of a state and an event a client can meet that stands before a server which can be made to do anything. */

import { search } from '../../search.js';
import { defaultClientConfig } from '../config.js';
import type { ClientEvent } from '../events.js';
import { type ClientState, notBegun } from '../state.js';
import { stepClient } from '../step.js';
import { clientPairOf } from './coverage.js';
import { type MetWorld, metHappenings, type PeerOffer } from './peer.js';

const offers: readonly PeerOffer[] = [
  { resumeWindowMs: 0, heartbeatTimeoutMs: 0 },
  { resumeWindowMs: 500, heartbeatTimeoutMs: 200 },
];
/** So many connections show all that further ones would. */
const MOST_CONNECTIONS = 3;

/** Every pair that a search over such a server meets, in the order of their names. */
export function metClientPairs(): string[] {
  const met = new Set<string>();
  for (const offer of offers)
    search<MetWorld, ClientEvent>({
      start: { client: notBegun, asks: 0, leaves: 0, told: false, gone: false },
      key: keyOf,
      successors: (world) =>
        metHappenings(offer, world).map((event) => {
          met.add(clientPairOf(world.client, event));
          const next = follow(world, event);
          return { event, next: next.client.connections > MOST_CONNECTIONS ? undefined : next };
        }),
    });
  return [...met].sort();
}

function follow(world: MetWorld, event: ClientEvent): MetWorld {
  const [client] = stepClient(defaultClientConfig, world.client, event);
  const isLeave = event.type === 'leave' || event.type === 'dispose' || event.type === 'unload';
  return {
    client,
    asks: world.asks + (event.type === 'ask' ? 1 : 0),
    leaves: world.leaves + (isLeave ? 1 : 0),
    told: world.told || (event.type === 'message' && event.message.kind === 'roomLeft'),
    gone: world.gone || event.type === 'unload' || (event.type === 'closed' && client.left !== null),
  };
}

/** Numbers of messages and names of tokens decide nothing. */
const keyOf = ({ client, ...done }: MetWorld): string =>
  [
    JSON.stringify(done),
    client.begun,
    client.connection?.phase,
    client.connections,
    Math.min(client.joins, 2),
    client.joined !== null,
    client.own.length,
    requestsOf(client),
    client.away,
    client.leaving,
    client.left !== null,
  ].join(';');

const requestsOf = ({ unanswered, connection }: ClientState): string =>
  unanswered.map(({ ask, sentOver }) => `${ask.kind}${sentOver === 0 ? '-' : sentOver === connection?.id}`).join();
