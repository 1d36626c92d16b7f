/** Servers and room objects for tests, which end with the test; and what a room object told its application. */
import type { WebSocket } from 'ws';
import { type ClientWrap, type JoinOptions, joinRoom, type RoomEvents } from '../client/node.js';
import { Peer } from './client-peer.test.helper.js';
import { type ServeOptions, serve } from './index.js';

type Name = keyof RoomEvents;

/** Everything that a room object told, in order. */
export class Watched {
  readonly told: { readonly event: Name; readonly values: readonly unknown[] }[] = [];
  #wake = () => {};

  constructor(
    readonly room: ReturnType<typeof joinRoom>,
    /** Every connection that it opened. */
    readonly sockets: readonly WebSocket[],
  ) {
    const names: Name[] = ['joined', 'switched', 'participantJoined', 'participantLeft', 'roomLeft'];
    for (const event of names)
      room.on(event, (...values: unknown[]) => {
        this.told.push({ event, values });
        this.#wake();
      });
  }

  all<Event extends Name>(event: Event): RoomEvents[Event][] {
    return this.told.filter((one) => one.event === event).map(({ values }) => values as RoomEvents[Event]);
  }

  /** What the first such event handed over; waits for it. */
  async first<Event extends Name>(event: Event): Promise<RoomEvents[Event]> {
    const patience = AbortSignal.timeout(5000);
    for (;;) {
      const [found] = this.all(event);
      if (found) return found;
      if (patience.aborted) throw new Error(`no ${event} within 5 s; told: ${JSON.stringify(this.told)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        patience.onabort = () => resolve();
      });
    }
  }

  /** The reason of roomLeft, without the sentence. */
  async left(): Promise<readonly [type: string, code: number, source: string]> {
    const [{ type, code, source }] = await this.first('roomLeft');
    return [type, code, source];
  }

  get last(): WebSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('No connection has been opened.');
    return socket;
  }
}

export class Stage {
  readonly #ends: (() => unknown)[] = [];

  async serve(config: ServeOptions['config'] = {}, options: Partial<ServeOptions> = {}) {
    const server = await serve({ port: 0, config: { resumeWindowMs: 2000, ...config }, ...options });
    this.#ends.push(() => server.stop());
    return server;
  }

  async peer(chosen?: string | false): Promise<Peer> {
    const peer = await Peer.listen(chosen);
    this.#ends.push(() => peer.stop());
    return peer;
  }

  /** Begins to join; the second attempt comes at once, unless said otherwise. */
  begin(url: string, participantId: string, options: Partial<JoinOptions> = {}, wrap: ClientWrap = (parts) => parts) {
    const sockets: WebSocket[] = [];
    const keeping: ClientWrap = (parts) => ({
      ...parts,
      connect(address, ear, subprotocols) {
        const line = parts.connect(address, ear, subprotocols);
        sockets.push(line as unknown as WebSocket);
        return line;
      },
    });
    const timing = { firstWaitMs: 1, longestWaitMs: 1, ...options.timing };
    const whole = { url, roomId: 'blue', participantId, role: 'host' as const, ...options, timing };
    const room = joinRoom(whole, (parts) => wrap(keeping(parts)));
    const watched = new Watched(room, sockets);
    this.#ends.push(() => {
      for (const socket of sockets) socket.terminate();
      room.dispose();
    });
    return watched;
  }

  async join(url: string, participantId: string, options: Partial<JoinOptions> = {}, wrap?: ClientWrap) {
    const watched = this.begin(url, participantId, options, wrap);
    await watched.first('joined');
    return watched;
  }

  /** Clients go first: a server that stops waits for them. */
  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
