/** The one place where events are taken up, and where what the machine decides is carried out. */

import type { ClientConfig } from '../../../spec/machine/client/config.js';
import type { ApplicationNews, ClientEffect } from '../../../spec/machine/client/effects.js';
import type { ClientEvent, ConnectionNumber, TimerName } from '../../../spec/machine/client/events.js';
import { type ClientState, notBegun } from '../../../spec/machine/client/state.js';
import type { Calls } from './call.js';
import { decodeServerFrame } from './decode.js';
import { isTooLong, type Joiner } from './encode.js';
import type { JoinOptions } from './options.js';
import type { ClientParts, Timer } from './parts.js';
import { type ClientConnection, type ConnectionListener, USUAL_SUBPROTOCOLS } from './socket.js';

/** What the engine of a room object works with. */
export interface EngineSurroundings {
  readonly config: ClientConfig;
  readonly options: JoinOptions;
  readonly joiner: Joiner;
  readonly parts: ClientParts;
  readonly calls: Calls;
  /** Takes what the application is to be told. */
  readonly tell: (news: ApplicationNews) => void;
}

/** Runs the machine of one room object. */
export class ClientEngine {
  #state = notBegun;
  /** The newest connection; without a WebSocket while the access token is on its way. */
  #newest: { readonly id: ConnectionNumber; connection?: ClientConnection } | undefined;
  #accessToken = '';
  readonly #timers = new Map<TimerName, Timer>();
  readonly #due: ClientEvent[] = [];
  #busy = false;

  constructor(private readonly around: EngineSurroundings) {}

  /** The state of the room object. */
  get state(): ClientState {
    return this.#state;
  }

  /** Takes an event up. What it brings about, be it by a call from within a listener, is taken up behind it. */
  take(event: ClientEvent): void {
    this.#due.push(event);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#due.shift(); next; next = this.#due.shift()) this.#step(next);
    } finally {
      this.#busy = false;
    }
  }

  #step(event: ClientEvent): void {
    const [state, effects] = this.around.parts.machine(this.around.config, this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: ClientEffect): void {
    switch (effect.kind) {
      case 'open':
        this.#open(effect.connection, effect.first);
        break;
      case 'send':
        this.#send(effect);
        break;
      case 'close':
        this.#close(effect.code);
        break;
      case 'start':
        this.#start(effect);
        break;
      case 'stop':
        this.#timers.get(effect.timer)?.cancel();
        break;
      case 'settle':
        this.around.calls.settle(effect.call, effect.outcome);
        break;
      case 'tell':
        this.around.tell(effect.told);
    }
  }

  #open(id: ConnectionNumber, first: 'join' | 'resume'): void {
    this.#newest = { id };
    const { accessToken = '' } = this.around.options;
    if (first === 'resume') this.#connect(id);
    else if (typeof accessToken === 'string') this.#connect(id, accessToken);
    else
      Promise.resolve()
        .then(accessToken)
        .then(
          (token) => this.#connect(id, token),
          () => this.take({ type: 'failed', connection: id }),
        );
  }

  #connect(id: ConnectionNumber, accessToken = ''): void {
    // It may have been given up meanwhile.
    if (this.#newest?.id !== id) return;
    this.#accessToken = accessToken;
    const { parts, joiner, options } = this.around;
    const { url, subprotocols = USUAL_SUBPROTOCOLS } = options;
    // No server would take such a Join: clause `client.message-size`.
    if (isTooLong({ kind: 'join', joinId: parts.secret() }, { joiner, accessToken }, subprotocols)) {
      this.take({ type: 'refused', connection: id });
      return;
    }
    try {
      const connection: ClientConnection = parts.connect(
        url,
        this.#listener(id, () => connection.protocol),
        subprotocols,
      );
      this.#newest.connection = connection;
    } catch {
      this.take({ type: 'failed', connection: id });
    }
  }

  /** `protocol`: what the server chose. */
  #listener(connection: ConnectionNumber, protocol: () => string): ConnectionListener {
    return {
      opened: () => this.take({ type: 'opened', connection }),
      refused: () => this.take({ type: 'refused', connection }),
      failed: () => this.take({ type: 'failed', connection }),
      closed: (code) => this.take({ type: 'closed', connection, code }),
      frame: (data) => {
        const heard = decodeServerFrame(data, protocol());
        this.take(heard ? { type: 'message', connection, ...heard } : { type: 'undecodable', connection });
      },
    };
  }

  #send({ saying, request, ack }: ClientEffect & { kind: 'send' }): void {
    const connection = this.#newest?.connection;
    if (!connection) return;
    const { parts, joiner } = this.around;
    const entry = { joiner, accessToken: this.#accessToken };
    parts.send(connection, parts.encode(saying, { requestId: request, ack }, entry, connection.protocol));
  }

  #close(code: number): void {
    const connection = this.#newest?.connection;
    this.#newest = undefined;
    if (connection) this.around.parts.close(connection, code);
  }

  #start({ timer, ms, spread }: ClientEffect & { kind: 'start' }): void {
    this.#timers.get(timer)?.cancel();
    const wait = spread ? (ms * (1 + this.around.parts.random())) / 2 : ms;
    this.#timers.set(
      timer,
      this.around.parts.clock.after(wait, () => this.take({ type: 'timer', timer })),
    );
  }
}
