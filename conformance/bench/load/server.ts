/** Run as a process of its own: the reference server, set up as its parent says, which can ask it what it holds. */
import type { Parts } from '../../reference/server/parts.js';
import { type ServeOptions, serve } from '../../reference/server/server.js';

/** What a parent may set. */
export interface ServerSetup {
  readonly options: Omit<ServeOptions, 'port' | 'wrap' | 'log'>;
  /**
   * How long the server remembers who has departed, in milliseconds: less than the minute that the spec asks for,
   * so that a plateau is reached sooner.
   */
  readonly memoryMs?: number;
  /** Nobody is told who else is there or comes: so a crowd can assemble without the square of its size in messages. */
  readonly quiet?: boolean;
}

/** The least memory of the reference; nothing else that it waits for takes as long. */
const MEMORY_MS = 60_000;

const { options, memoryMs = MEMORY_MS, quiet = false } = JSON.parse(process.argv[2] ?? '{}') as ServerSetup;

const wrap = (parts: Parts): Parts => ({
  ...parts,
  machine: quiet ? hushed(parts.machine) : parts.machine,
  clock: { after: (ms, run) => parts.clock.after(ms >= MEMORY_MS ? memoryMs : ms, run) },
});

function hushed(machine: Parts['machine']): Parts['machine'] {
  return (config, room, event) => {
    const [next, tellings] = machine(config, room, event);
    if (event.type !== 'join') return [next, tellings];
    const own = tellings.filter(({ message }) => message.kind !== 'participantJoined');
    const alone = own.map((one) =>
      one.message.kind === 'joined' ? { ...one, message: { ...one.message, roster: [] } } : one,
    );
    return [next, alone];
  };
}

const server = await serve({ ...options, port: 0, wrap });
process.send?.({ port: server.port });
process.on('message', () => {
  global.gc?.();
  process.send?.({ heap: process.memoryUsage().heapUsed });
});
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
// The process that started it is gone.
process.on('disconnect', () => process.exit(1));
