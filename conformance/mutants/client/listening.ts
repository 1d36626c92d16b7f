/** Faults in what a client takes up, and in what it acknowledges. */
import { Feature, ServerMessage } from '../../../gen/ts-proto/index.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import { type ClientMutant, hearing, replacing, withConfig } from './mutant.js';

/** A Joined with a feature that is not known is passed on as something that is no message. */
const refusesTheFuture: ClientWrap = (parts) => ({
  ...parts,
  connect: (url, ear, subprotocols) =>
    parts.connect(url, { ...ear, frame: (data) => ear.frame(isOfTheFuture(data) ? 'no message' : data) }, subprotocols),
});

function isOfTheFuture(data: unknown): boolean {
  if (!(data instanceof ArrayBuffer)) return false;
  const { kind } = ServerMessage.decode(new Uint8Array(data));
  return kind?.$case === 'joined' && kind.value.features.some((feature) => Feature[feature] === undefined);
}

/** The faults in what a client takes up, and in what it acknowledges. */
export const listeningMutants: readonly ClientMutant[] = [
  {
    name: 'acknowledges-nothing',
    breaks: 'client.ack',
    summary: 'sends the ack 0 whatever it has received',
    wrap: replacing('send', (effect) => [{ ...effect, ack: 0 }]),
  },
  {
    name: 'ignores-heartbeats',
    breaks: 'client.ack-heartbeat',
    summary: 'does not answer a Heartbeat',
    wrap: hearing((heard) => (heard.message.kind === 'heartbeat' ? undefined : heard)),
  },
  {
    name: 'listens-in-silence',
    breaks: 'client.ack-many',
    summary: 'takes in a thousand messages before it acknowledges any',
    wrap: withConfig({ ackEvery: 1_000 }),
  },
  {
    name: 'tells-repeats',
    breaks: 'client.repeats',
    summary: 'takes up again what it has had',
    wrap: hearing((heard, { received }) =>
      heard.sequence > 0 && heard.sequence <= received ? { ...heard, sequence: 0 } : heard,
    ),
  },
  {
    name: 'jumps-gaps',
    breaks: 'client.gap',
    summary: 'goes on behind a gap as if nothing were missing',
    wrap: hearing((heard, { received }) =>
      heard.sequence > received + 1 && heard.message.kind !== 'roomLeft' ? { ...heard, sequence: received + 1 } : heard,
    ),
  },
  {
    name: 'chokes-on-the-unknown',
    breaks: 'client.unknown-kind',
    summary: 'takes a message of a kind that it does not know for garbage',
    wrap: hearing((heard) =>
      heard.message.kind === 'unknown' ? { type: 'undecodable', connection: heard.connection } : heard,
    ),
  },
  {
    name: 'refuses-the-future',
    breaks: 'client.unknown-feature',
    summary: 'does not accept a Joined with a feature that it does not know',
    wrap: refusesTheFuture,
  },
];
