/**
 * Processes for the stays of the SDK for Node. It keeps a megabyte and some threads for each join, so a process serves some worlds, and
 * gives all of it back by its end.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RemoteStay } from './remote-stay.mjs';

const PROGRAM = fileURLToPath(new URL('rtc-child.mjs', import.meta.url));
/** So many worlds a process is for, one after the other or at the same time. */
const MOST_WORLDS = 30;
/** How long one that is to end may take for it, in milliseconds. */
const END_MS = 3_000;

/** One process, as the way to the stays in it. */
class Child extends EventEmitter {
  /** Worlds that are open in it. @type {Set<string>} */
  worlds = new Set();
  #taken = 0;
  // Its standard output is that of a library which logs there.
  #process = fork(PROGRAM, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

  constructor() {
    super();
    // Each stay listens.
    this.setMaxListeners(0);
    this.#process.on('message', (text) => this.emit('message', text));
    this.#process.once('exit', () => this.emit('close'));
  }

  get isFull() {
    return this.#taken >= MOST_WORLDS || !this.#process.connected;
  }

  /** @param {string} world */
  take(world) {
    this.#taken += 1;
    this.worlds.add(world);
  }

  /** @param {string} text */
  send(text) {
    if (this.#process.connected) this.#process.send(text);
  }

  end() {
    if (this.#process.connected) this.#process.disconnect();
    setTimeout(() => this.#process.kill('SIGKILL'), END_MS).unref();
  }

  kill() {
    this.#process.kill('SIGKILL');
  }
}

/** The processes of a run. */
export class Children {
  /** @type {Set<Child>} */
  #all = new Set();
  /** @type {Map<string, Child>} */
  #byWorld = new Map();
  /** @type {Child | undefined} */
  #newest;

  /** @param {string} world */
  open(world) {
    if (!this.#newest || this.#newest.isFull) {
      this.#retire(this.#newest);
      const child = new Child();
      this.#all.add(child);
      child.once('close', () => this.#all.delete(child));
      this.#newest = child;
    }
    this.#newest.take(world);
    this.#byWorld.set(world, this.#newest);
  }

  /** @param {string} world @param {import('./stay.mjs').Entrance} entrance */
  async enter(world, entrance) {
    const child = this.#byWorld.get(world);
    if (!child) throw new Error(`the world "${world}" is closed`);
    const { address, token, room, options } = entrance;
    await new RemoteStay(child, entrance, { world, address, token, room, options }).enter();
  }

  /** @param {string} world */
  close(world) {
    const child = this.#byWorld.get(world);
    this.#byWorld.delete(world);
    child?.worlds.delete(world);
    child?.send(JSON.stringify({ closed: world }));
    if (child !== this.#newest) this.#retire(child);
  }

  /** One that gets no more worlds ends with its last one. @param {Child | undefined} child */
  #retire(child) {
    if (child?.worlds.size === 0) child.end();
  }

  stop() {
    for (const child of this.#all) child.kill();
  }
}
