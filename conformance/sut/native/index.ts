/** Native systems under test: anything that speaks the wire itself, by URL or started by a command. */
import type { Profile } from '../../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../system.js';
import { ask } from './ask.js';
import { NativeBench } from './bench.js';
import { type Child, start } from './child.js';

const SLACK_MS = 250;

interface Patience {
  /** How long the first Joined may take once the server listens, in milliseconds. */
  readonly withinMs?: number | undefined;
}

/** A server that is running somewhere already. Rejects with Unreachable where it does not answer. */
export async function openNative({ url, withinMs }: Patience & { readonly url: string }): Promise<SystemUnderTest> {
  return native(url, await profileOf(url, withinMs), {
    obituary: () => undefined,
    revive: cannotRevive,
    stop: async () => {},
  });
}

async function cannotRevive(): Promise<never> {
  throw new Unreachable('a server that this run did not start cannot be restarted by it');
}

/** Starts COMMAND with a free port in PORT, and stops it by its pid. */
export async function spawnNative({
  command,
  withinMs,
}: Patience & { readonly command: readonly string[] }): Promise<SystemUnderTest> {
  const child = await start(command);
  try {
    return native(child.url, await profileOf(child.url, withinMs), child);
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function native(url: string, profile: Profile, life: Pick<Child, 'revive' | 'stop' | 'obituary'>): SystemUnderTest {
  return {
    profile,
    open: async (world, report) => new NativeBench(url, world, report),
    obituary: () => life.obituary(),
    revive: () => life.revive(),
    stop: () => life.stop(),
  };
}

/** A server says in its Joined what it can do. */
async function profileOf(url: string, withinMs?: number): Promise<Profile> {
  const { features, resumeWindowMs } = await ask(url, withinMs);
  return { name: url, wire: true, features, resumeWindowMs, slackMs: SLACK_MS, unsupported: [], deviations: [] };
}
