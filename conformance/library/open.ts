import { type ForeignSystem, openForeign } from '../sut/foreign/index.js';
import {
  fromCommand,
  fromSecret,
  type NativeAccess,
  type NativeSystem,
  openNative,
  SUBPROTOCOL,
  spawnNative,
  startNative,
  TEXT_SUBPROTOCOL,
  type TokenSource,
} from '../sut/native/index.js';
import { pairSystem } from '../sut/pair/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { openTestee, type Testee, type TesteeSetup, WAIT_MS } from '../sut/testee/index.js';
import { absenceOf, systemNamed, systems } from '../systems/index.js';
import type { ForeignTarget, PairTarget, ServerAccess, ServerTarget, Testable, TesteeTarget } from './targets.js';

/** Opens any target. `withinMs`: how long a server has for its first Joined. Rejects with Unreachable where there is none. */
export function openTarget(target: Testable, withinMs?: number): Promise<SystemUnderTest> {
  if ('server' in target) return openServer(target.server, withinMs);
  if ('client' in target) return openClient(target.client);
  return 'system' in target ? openSystem(target.system) : openPair(target.pair, withinMs);
}

/** Opens a server. Rejects with Unreachable where there is none. */
export async function openServer(target: ServerTarget, withinMs?: number): Promise<NativeSystem> {
  const access = { ...accessOf(target), withinMs };
  if ('url' in target) return openNative({ url: target.url, ...access });
  if ('command' in target) return spawnNative({ command: target.command, env: target.env, ...access });
  return startNative({ start: target.start, ...access });
}

/** Opens a client. `helloMs`: how long its testee has to say who it is. */
export const openClient = async (target: TesteeTarget, helloMs?: number): Promise<Testee> =>
  openTestee(setupOf(target, helloMs));

/** Opens a whole system. */
export const openSystem = async (target: ForeignTarget): Promise<ForeignSystem> =>
  openForeign(setupOf(testeeOf(target)));

async function openPair(target: PairTarget, withinMs?: number): Promise<SystemUnderTest> {
  const server = await openServer(target.server, withinMs);
  try {
    return pairSystem(await openClient(target.client), server);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const accessOf = ({ tokens, operator, subprotocol }: ServerAccess): NativeAccess => ({
  tokens: tokens && tokenSourceOf(tokens),
  operator,
  subprotocol: subprotocol && subprotocols[subprotocol],
});

function tokenSourceOf(tokens: NonNullable<ServerAccess['tokens']>): TokenSource {
  if (typeof tokens === 'function') return async (claims) => tokens(claims);
  return 'secret' in tokens ? fromSecret(tokens.secret) : fromCommand(tokens.command);
}

const subprotocols = { proto: SUBPROTOCOL, json: TEXT_SUBPROTOCOL } as const;

const LOOPBACK = '127.0.0.1';

function setupOf(target: TesteeTarget, helloMs?: number): TesteeSetup {
  const { subprotocol, listen } = target;
  const { host = LOOPBACK, port = 0, advertise, waitMs = WAIT_MS, announce = () => {} } = listen ?? {};
  return {
    command: 'command' in target ? target.command : undefined,
    dialling: listen && { host, port, advertise, waitMs, announce },
    subprotocol: subprotocol && subprotocols[subprotocol],
    ...(helloMs === undefined ? {} : { helloMs }),
  };
}

function testeeOf(target: ForeignTarget): TesteeTarget {
  if (!('name' in target)) return target;
  const known = systemNamed(target.name);
  const absence = known && absenceOf(known);
  if (absence !== undefined) throw new RangeError(absence);
  if (known) return { command: known.command };
  const names = systems.map(({ name }) => name).join(', ');
  throw new RangeError(`There is no system "${target.name}": the systems of this suite are ${names}.`);
}
