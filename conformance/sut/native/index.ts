/** Native systems under test: anything that speaks the wire itself, by URL or started by a command. */
import { type Profile, TOKEN_CLAIMS } from '../../exchange/profile.js';
import type { Subprotocol } from '../../link/json.js';
import { type SystemUnderTest, Unreachable } from '../system.js';
import { NativeBench, type NativeServer } from './bench.js';
import { UNLIMITED } from './later.js';
import { mustTakeCalls } from './operator-check.js';
import { probeJoin } from './probe.js';
import { type ServerProcess, startServer } from './server-process.js';
import type { TokenSource } from './tokens.js';

export { SUBPROTOCOL, type Subprotocol, TEXT_SUBPROTOCOL } from '../../link/json.js';
export { UNLIMITED } from './later.js';
export { endAll } from './server-process.js';
export { fromCommand, fromSecret, type TokenSource } from './tokens.js';

const SLACK_MS = 250;

/** How the suite gets in. All of it may be left out. */
export interface NativeAccess {
  /** How long the first Joined may take once the server listens, in milliseconds. */
  readonly withinMs?: number | undefined;
  /** Makes access tokens. Without it the server has to take a Join at its word. */
  readonly tokens?: TokenSource | undefined;
  /** Where the RoomService is, if not on the server's own port, and its bearer token. */
  readonly operator?: { readonly url?: string | undefined; readonly token: string } | undefined;
  /** Which the suite asks for: that of binary frames, unless said otherwise. */
  readonly subprotocol?: Subprotocol | undefined;
}

/** A system that speaks the wire itself, and where it is. */
export interface NativeSystem extends SystemUnderTest {
  readonly server: NativeServer;
}

/** A server that is running somewhere already. Rejects with Unreachable where it does not answer. */
export async function openNative({ url, ...access }: NativeAccess & { readonly url: string }): Promise<NativeSystem> {
  const server = reached(url, access);
  return native(server, await profileOf(server, access.withinMs), {
    howEnded: () => undefined,
    revive: cannotRevive,
    stop: async () => {},
  });
}

async function cannotRevive(): Promise<never> {
  throw new Unreachable('a server that this run did not start cannot be restarted by it');
}

/** Starts COMMAND with a free port in PORT and `env` besides, and stops it by its pid. */
export async function spawnNative({
  command,
  env = {},
  ...access
}: NativeAccess & {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
}): Promise<NativeSystem> {
  // A server that waits for its debugger does not listen yet.
  const child = await startServer(command, env, access.withinMs === UNLIMITED ? UNLIMITED : undefined);
  try {
    const server = { ...reached(child.url, access), restart: () => child.restart() };
    return native(server, await profileOf(server, access.withinMs), child);
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** The RoomService is on the server's own port, where nothing else is said. */
function reached(url: string, { tokens, operator, subprotocol }: NativeAccess): NativeServer {
  const service = operator && { url: operator.url ?? url.replace(/^ws/, 'http'), token: operator.token };
  return { url, tokens, operator: service, subprotocol };
}

/**
 * Starts a server in this process by a function, and stops it by its own. It cannot be restarted: only a process can be
 * killed as a server is that crashes.
 */
export async function startNative({
  start,
  ...access
}: NativeAccess & {
  readonly start: () => Started | Promise<Started>;
}): Promise<NativeSystem> {
  const started = await start();
  const stop = async () => started.stop();
  try {
    const server = reached(started.url, access);
    const revive = async () => void (await probeJoin(server, access.withinMs));
    return native(server, await profileOf(server, access.withinMs), { howEnded: () => undefined, revive, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Started {
  readonly url: string;
  stop(): void | Promise<void>;
}

type Life = Pick<ServerProcess, 'revive' | 'stop' | 'howEnded'>;

function native(server: NativeServer, profile: Profile, life: Life): NativeSystem {
  return {
    profile,
    server,
    open: async (world, report) => new NativeBench(server, world, report),
    howEnded: () => life.howEnded(),
    revive: () => life.revive(),
    ...(server.restart ? { restart: server.restart } : {}),
    stop: () => life.stop(),
  };
}

/** A server says in its Joined what it can do. */
async function profileOf(server: NativeServer, withinMs?: number): Promise<Profile> {
  const { features, resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs } = await probeJoin(server, withinMs);
  if (server.operator && features.includes('operator')) await mustTakeCalls(server.operator, withinMs);
  const unsupported = [
    ...(features.includes('resume') ? [] : ['resume', 'repeat', 'again']),
    ...(features.includes('operator') && !server.operator ? ['operate'] : []),
    ...(server.restart ? [] : ['restart']),
    ...(server.tokens && !server.tokens.withMore ? [TOKEN_CLAIMS] : []),
  ];
  const rest = { tokens: server.tokens !== undefined, slackMs: SLACK_MS, unsupported, deviations: [] };
  const heartbeat = { intervalMs: heartbeatIntervalMs, timeoutMs: heartbeatTimeoutMs };
  const announced = heartbeatIntervalMs + heartbeatTimeoutMs > 0 ? { heartbeat } : {};
  return { name: server.url, side: 'server', wire: true, features, resumeWindowMs, ...announced, ...rest };
}
