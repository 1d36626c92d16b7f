/** A peer for tests, its clients, which are real sockets, and what they were sent in words. */

import type { Note } from '../../exchange/client.js';
import type { HistoryRecord } from '../../exchange/history.js';
import type { PeerAction } from '../../exchange/scenario.js';
import { type ClientSpeech, encodeClientSpeech, observeFrame } from '../../link/client-codec.js';
import { type ListeningServer, listen } from '../../link/incoming.js';
import { SUBPROTOCOL, type Subprotocol } from '../../link/json.js';
import { type OutgoingConnection, openConnection } from '../../link/outgoing.js';
import { newWaker } from '../wake.js';
import { endpointOf } from './endpoint.js';
import { perform } from './perform.js';
import { PeerWorld } from './world.js';

const running: (() => unknown)[] = [];
/** Stops whatever a test has begun. */
export async function end(): Promise<void> {
  for (const stop of running.splice(0).toReversed()) await stop();
}

/** How long anything may take here, in milliseconds. */
const SOON_MS = 2_000;

export class Stage {
  readonly notes: Note[] = [];
  readonly waker = newWaker();
  readonly world: PeerWorld;
  url = '';

  private constructor() {
    const report = (record: unknown): void => {
      this.notes.push((record as HistoryRecord & { kind: 'client' }).note);
    };
    this.world = new PeerWorld(report, this.waker.wake);
  }

  static async open(preferred?: Subprotocol): Promise<Stage> {
    const stage = new Stage();
    const listener: ListeningServer = await listen('127.0.0.1', 0);
    running.push(() => listener.stop(), listener.serveAt('/world', endpointOf(stage.world, preferred)));
    stage.url = `ws://127.0.0.1:${listener.port}/world`;
    return stage;
  }

  /** A client without any policy: what it is sent, as words. */
  async client(...asked: readonly Subprotocol[]): Promise<OutgoingConnection & { readonly seen: string[] }> {
    const [spoken = SUBPROTOCOL] = asked;
    const seen: string[] = [];
    const hear = (word: string): void => {
      seen.push(word);
      this.waker.wake();
    };
    const events = {
      message: (data: Uint8Array, isBinary: boolean) => hear(inWords(observeFrame(data, isBinary, spoken))),
      closed: (code: number) => hear(`close ${code}`),
      invalid: (what: string) => hear(what),
    };
    const link = await openConnection(this.url, events, asked.length > 0 ? asked : undefined);
    running.push(() => link.reset());
    return Object.assign(link, { seen });
  }

  do(...deeds: PeerAction[]): void {
    for (const deed of deeds) perform(deed, this.world);
  }

  async until(holds: () => boolean): Promise<void> {
    if (!(await this.waker.until(holds, SOON_MS))) throw new Error(`it does not hold within ${SOON_MS} ms`);
  }

  /** The latest token that was given. */
  get token(): string {
    const said = this.notes.flatMap((note) => (note.kind === 'said' && note.said.token ? [note.said.token] : []));
    return said.at(-1) ?? '';
  }
}

export function inWords(seen: ReturnType<typeof observeFrame>): string {
  if (seen.kind === 'invalid') return seen.what;
  const sequence = 'sequence' in seen ? ` ${seen.sequence}` : '';
  const more = 'reason' in seen ? ` ${seen.reason.join()}` : seen.kind === 'rejected' ? ` ${seen.code}` : '';
  return `${seen.kind}${sequence}${more}`;
}

export const join = (joinId = 'secret'): ClientSpeech => ({
  kind: 'join',
  room: 'blue',
  participant: 'ann',
  role: 'host',
  accessToken: '',
  joinId,
  ack: 0,
});
export const ask = (kind: 'leave' | 'end' | 'sync' | 'unknown', request: number): ClientSpeech => ({
  kind,
  request,
  ack: 1,
});

export async function joined(stage: Stage): Promise<Awaited<ReturnType<Stage['client']>>> {
  const client = await stage.client();
  client.send(encodeClientSpeech(join()));
  await stage.until(() => client.seen.length === 1);
  return client;
}
