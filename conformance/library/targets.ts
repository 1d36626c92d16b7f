/** What a program hands to the suite: a server, a client, a pair of both, or a whole system; and how each is opened. */
import type { Profile } from '../exchange/profile.js';
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
import { systemNamed, systems } from '../systems/index.js';

/** Whom an access token lets in, and where. */
export type TokenClaims = Parameters<TokenSource>[0];

/** How the suite gets in at a server. All of it may be left out. */
export interface ServerAccess {
  /**
   * Where access tokens come from: the secret that signs them (HS256), a shell command that prints one for `$ROOM`, `$PARTICIPANT`, `$ROLE`
   * and `$EXPIRES_IN`, or a function. Without it the server has to take a Join at its word.
   */
  readonly tokens?:
    | { readonly secret: string }
    | { readonly command: string }
    | ((claims: TokenClaims) => string | Promise<string>);
  /** The bearer token of the RoomService, and its address, if it is not on the server's own port. */
  readonly operator?: { readonly url?: string; readonly token: string };
  /** Which subprotocol the suite speaks: `proto`, unless said otherwise. */
  readonly subprotocol?: 'proto' | 'json';
}

/** A server in the same process, while it runs. */
export interface ServerInProcess {
  /** Its address, such as `ws://127.0.0.1:8080`. */
  readonly url: string;
  /** Is called once, at the end of the run. */
  stop(): void | Promise<void>;
}

/** A server under test: one that runs already, one that a command starts on the port in `$PORT`, or one that a function starts in this process. */
export type ServerTarget = ServerAccess &
  (
    | { readonly url: string }
    | { readonly command: readonly string[]; readonly env?: Readonly<Record<string, string>> }
    | { readonly start: () => ServerInProcess | Promise<ServerInProcess> }
  );

/** Where a testee that dials back finds the suite. */
export interface DialBack {
  /** Loopback, unless said otherwise. */
  readonly host?: string;
  /** Any free one, unless said otherwise. */
  readonly port?: number;
  /** Stands in the addresses that the testee is given instead of `host`. */
  readonly advertise?: string;
  /** How long it has to dial, in milliseconds; 60,000 unless said otherwise. */
  readonly waitMs?: number;
  /** Is told the address to dial. Where there is a command, it finds the address in `$ADJOURN_TESTEE_URL` too. */
  readonly announce?: (url: string) => void;
}

/** The testee of a client or a system: a command that speaks the testee protocol, one that dials back, or both. */
export type TesteeTarget =
  | { readonly command: readonly string[]; readonly listen?: DialBack; readonly subprotocol?: 'proto' | 'json' }
  | { readonly listen: DialBack; readonly subprotocol?: 'proto' | 'json' };

/** A client and its server. */
export interface PairTarget {
  readonly client: TesteeTarget;
  readonly server: ServerTarget;
}

/** A whole system: by its testee, or one of this suite's by its name. */
export type ForeignTarget = TesteeTarget | { readonly name: string };

/** Anything that can be tested. */
export type Testable =
  | { readonly server: ServerTarget }
  | { readonly client: TesteeTarget }
  | { readonly pair: PairTarget }
  | { readonly system: ForeignTarget };

/** Whose cases are run. */
export const sideOf = (target: Testable): Profile['side'] => ('client' in target ? 'client' : 'server');

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
  if (known) return { command: known.command };
  const names = systems.map(({ name }) => name).join(', ');
  throw new RangeError(`There is no system "${target.name}": the systems of this suite are ${names}.`);
}
