/** ejabberd as a child process, on free ports of loopback, with a folder of its own for as long as it lives. */
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, freePorts, howEnded, launch } from '../xmpp/child.js';
import { type EjabberdPorts, ejabberdConfiguration, OPERATOR } from './config.js';
import { type HttpApi, httpApi } from './http-api.js';

const INSTALL = 'apt-get install -y --no-install-recommends ejabberd';

/** A running ejabberd. */
export interface EjabberdServer {
  readonly clients: number;
  readonly api: HttpApi;
  /** Where it keeps its files. */
  readonly folder: string;
  readonly pid: number | undefined;
  /** Rejects when it has died, with how: where nobody catches that, it is the end of this process, too. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/** The folder of Erlang's libraries in which ejabberd is installed; undefined where it is in none. */
export function ejabberdLibraries(under = '/usr/lib'): string | undefined {
  if (!existsSync(under)) return undefined;
  const folders = [under, ...readdirSync(under).map((name) => join(under, name))];
  return folders.find((folder) => existsSync(folder) && hasEjabberd(folder));
}

const hasEjabberd = (folder: string): boolean => {
  try {
    return readdirSync(folder).some((name) => /^ejabberd-\d/.test(name));
  } catch {
    return false;
  }
};

/** Starts ejabberd from this folder. Rejects where it is not installed, or does not listen. */
export async function startEjabberd(libraries: string | undefined): Promise<EjabberdServer> {
  if (libraries === undefined) throw new Error(`There is no ejabberd here. Install it: ${INSTALL}`);
  const folder = await mkdtemp(join(tmpdir(), 'ejabberd-'));
  try {
    const [clients = 0, http = 0] = await freePorts(2);
    const child = await launchIn(folder, libraries, { clients, http });
    let stopping = false;
    const died = once(child, 'exit').then(() => {
      if (stopping) return new Promise<never>(() => {});
      throw new Error(`ejabberd ended (${howEnded(child)})`);
    });
    const stop = async (): Promise<void> => {
      stopping = true;
      // Its worlds are of no more use, so it need not take leave of anybody.
      await endChild(child, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    };
    const api = httpApi(http);
    await api.register(OPERATOR.user, OPERATOR.password).catch(async (error) => {
      await stop();
      throw error;
    });
    return { clients, api, folder, pid: child.pid, died, stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** `erl` becomes the server itself: it is one process, without a name by which others could find it. */
async function launchIn(folder: string, libraries: string, ports: EjabberdPorts) {
  const [config, spool] = [join(folder, 'ejabberd.yml'), join(folder, 'spool')];
  await writeFile(config, ejabberdConfiguration(ports));
  const waitsAwake = ['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'];
  return launch({
    name: 'ejabberd',
    command: 'erl',
    args: [...waitsAwake, '-noinput', '-mnesia', 'dir', JSON.stringify(spool), '-s', 'ejabberd'],
    env: {
      ERL_LIBS: libraries,
      ERL_CRASH_DUMP: join(folder, 'crash.dump'),
      EJABBERD_CONFIG_PATH: config,
      EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
      SPOOL_DIR: spool,
    },
    ports: [ports.clients, ports.http],
    install: INSTALL,
  });
}
