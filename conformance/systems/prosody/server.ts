/** Prosody as a child process, on free ports of loopback, with a folder of its own for as long as it lives. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, freePorts, howEnded, launch } from '../xmpp/child.js';
import { configuration } from './config.js';

const INSTALL = 'apt-get install -y --no-install-recommends prosody';

/** A running Prosody. */
export interface ProsodyServer {
  /** Where clients connect, and the admin console. */
  readonly clients: number;
  readonly console: number;
  /** Where it keeps its files. */
  readonly folder: string;
  readonly pid: number | undefined;
  /** Rejects when it has died, with how: where nobody catches that, it is the end of this process, too. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/** Starts Prosody. Rejects where it is not installed, or does not listen. */
export async function startProsody(resumeSeconds: number): Promise<ProsodyServer> {
  const folder = await mkdtemp(join(tmpdir(), 'prosody-'));
  try {
    const [clients = 0, console = 0] = await freePorts(2);
    const config = join(folder, 'prosody.cfg.lua');
    await writeFile(config, configuration({ folder, clients, console, resumeSeconds }));
    const child = await launch({
      name: 'prosody',
      command: 'prosody',
      args: ['-F', '--config', config],
      ports: [clients, console],
      install: INSTALL,
    });
    let stopping = false;
    const died = once(child, 'exit').then(() => {
      if (stopping) return new Promise<never>(() => {});
      throw new Error(`prosody ended (${howEnded(child)})`);
    });
    return {
      clients,
      console,
      folder,
      pid: child.pid,
      died,
      async stop() {
        stopping = true;
        await endChild(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
