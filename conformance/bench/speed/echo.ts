/**
 * The yardstick: how many messages a second one connection sends and gets back from a bare `ws` server, one after
 * another.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Run in a process of its own, as the server under test is. */
const SERVER = `
import { WebSocketServer } from 'ws';
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => console.log(server.address().port));
server.on('connection', (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
`;

/** An echo server, and one connection to it. */
export interface EchoServer {
  /** Messages a second, measured for `ms`. */
  measure(ms: number): Promise<number>;
  stop(): void;
}

/** Starts the server and connects to it. */
export async function startEcho(): Promise<EchoServer> {
  const server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await firstLine(server);
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  await once(socket, 'open');
  const message = new Uint8Array(12);
  return {
    async measure(ms) {
      const until = performance.now() + ms;
      const started = performance.now();
      let count = 0;
      while (performance.now() < until) {
        await new Promise<void>((resolve) => {
          socket.once('message', () => resolve());
          socket.send(message);
        });
        count += 1;
      }
      return (1_000 * count) / (performance.now() - started);
    },
    stop() {
      socket.terminate();
      server.kill();
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the echo server has no output');
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the echo server ended before it listened')));
  const [text] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
  return text.toString().trim();
}
