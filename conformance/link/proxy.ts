/** A TCP proxy before somebody else's server: those who connect by it can be cut off, frozen and slowed down. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Lane } from './lane.js';

/** How long what has arrived during a freeze may take to be read, in milliseconds. */
const READ_MS = 5;

/** Where it stands, and where it leads. */
export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
}

/** The network of one client. */
export interface TcpProxy {
  readonly address: ProxyAddress;
  /** Every connection breaks off, and nobody gets through any more until {@link restore}. */
  cut(how: 'fin' | 'reset'): void;
  /** Connections get through again. */
  restore(): void;
  /** Nothing passes any more, and nobody is told. */
  freeze(): void;
  /** What was held back passes after all; resolves when it does. */
  heal(): Promise<void>;
  /** From now on everything takes so much longer, in either direction, in milliseconds. */
  delay(ms: number): void;
  close(): Promise<void>;
}

/** One connection through it. */
interface Line {
  readonly sides: readonly [Socket, Socket];
  readonly lanes: readonly [Lane, Lane];
}

/** Opens a proxy on a free port of loopback. */
export async function openTcpProxy(upstream: ProxyAddress): Promise<TcpProxy> {
  const lines = new Set<Line>();
  let state: 'open' | 'frozen' | 'cut' = 'open';
  let delayMs = 0;

  const server = createServer({ allowHalfOpen: true }, (near) => {
    near.on('error', () => {});
    if (state === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ ...upstream, allowHalfOpen: true }).on('error', () => {});
    const line: Line = { sides: [near, far], lanes: [new Lane(), new Lane()] };
    lines.add(line);
    for (const lane of line.lanes) lane.delay(delayMs);
    carry(near, far, line.lanes[0]);
    carry(far, near, line.lanes[1]);
    far.once('close', () => lines.delete(line));
    if (state === 'frozen') freezeLine(line);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const breakOff = (how: 'fin' | 'reset'): void => {
    for (const { sides, lanes } of lines) {
      for (const lane of lanes) lane.discard();
      for (const side of sides) {
        if (how === 'reset') side.resetAndDestroy();
        else side.destroy();
      }
    }
    lines.clear();
  };
  return {
    address: { host: '127.0.0.1', port },
    cut(how) {
      state = 'cut';
      breakOff(how);
    },
    restore() {
      state = 'open';
      delayMs = 0;
    },
    freeze() {
      state = 'frozen';
      for (const line of lines) freezeLine(line);
    },
    async heal() {
      state = 'open';
      for (const line of lines) healLine(line);
      await delay(READ_MS);
    },
    delay(ms) {
      delayMs = ms;
      for (const { lanes } of lines) for (const lane of lanes) lane.delay(ms);
    },
    async close() {
      breakOff('fin');
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Carries one direction, and the end of it. What breaks on one side breaks on the other. */
function carry(from: Socket, to: Socket, lane: Lane): void {
  from.setNoDelay(true);
  from.on('data', (chunk: Buffer) =>
    lane.take(() => {
      if (!to.destroyed && !to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    }),
  );
  from.once('end', () => lane.take(() => to.end()));
  from.once('close', () => lane.take(() => to.destroy()));
}

/** Nothing is read, so that the far end itself sees that nothing gets through. */
function freezeLine({ sides, lanes }: Line): void {
  for (const lane of lanes) lane.freeze();
  for (const side of sides) side.pause();
}

function healLine({ sides, lanes }: Line): void {
  for (const lane of lanes) lane.heal();
  for (const side of sides) side.resume();
}
