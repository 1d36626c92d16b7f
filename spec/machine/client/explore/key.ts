/**
 * States that go on alike have the same key. Left out is what nothing depends on: how many frames have come, numbers
 * but for their distance from the newest, the names of tokens, which of many waits the next one is, and how it came
 * about that it is over.
 */
import type { UnansweredRequest } from '../state.js';
import type { ClientScope, ClientWorld } from './world.js';

/** The key of a point of the exploration. */
export function clientKey({ config }: ClientScope, { client, ledger, used }: ClientWorld): string {
  const usedUp = `${used.asks} ${used.leaves} ${used.disposed}`;
  if (client.left) return `left ${usedUp} ${Math.min(client.connections, 2)} ${ledger.outstanding}`;
  const { connection, received, acknowledged, joined, participants } = client;
  return [
    usedUp,
    client.begun,
    connection?.phase,
    client.connections,
    client.failures > 0,
    Math.min(client.joins, 2),
    joined?.participation,
    client.own.length,
    participants.map(({ participation }) => participation).sort(),
    received > 0,
    Math.min(received - acknowledged, config.ackEvery),
    client.requests,
    client.unanswered.map((one) => requestKey(one, client.connections)),
    client.away,
    client.leaving,
    client.leaves,
    ledger.connection?.phase,
    ledger.outstanding,
  ].join(';');
}

function requestKey({ request, ask, sentOver }: UnansweredRequest, newest: number): string {
  if (sentOver === 0) return `${request}${ask.kind}-`;
  return `${request}${ask.kind}${sentOver === newest ? '+' : '<'}`;
}
