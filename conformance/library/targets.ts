/** What a program hands to the suite: a server, a client, a pair of both, or a whole system. */

/**
 * Whom an access token lets in, and where.
 *
 * @example
 * const issue = ({ room, participant, role }: TokenClaims): string => ourIssuer.sign({ room, participant, role });
 */
export interface TokenClaims {
  readonly room: string;
  readonly participant: string;
  readonly role: 'host' | 'attendee';
  /** For how long it shall be good, in seconds; below zero for one that has expired. */
  readonly expiresInS: number;
}

/**
 * How the suite gets in at a server. All of it may be left out.
 *
 * @example
 * const access: ServerAccess = { tokens: { secret: 'ours' }, operator: { token: 'the operator' } };
 */
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

/**
 * A server in the same process, while it runs.
 *
 * @example
 * const server: ServerInProcess = { url: 'ws://127.0.0.1:8080', stop: () => ourServer.close() };
 */
export interface ServerInProcess {
  /** Its address, such as `ws://127.0.0.1:8080`. */
  readonly url: string;
  /** Is called once, at the end of the run. */
  stop(): void | Promise<void>;
}

/**
 * A server under test: one that runs already, one that a command starts on the port in `$PORT`, or one that a function starts in this process.
 *
 * @example
 * const server: ServerTarget = { command: ['./my-server'], env: { LOG: 'none' } };
 */
export type ServerTarget = ServerAccess &
  (
    | { readonly url: string }
    | { readonly command: readonly string[]; readonly env?: Readonly<Record<string, string>> }
    | { readonly start: () => ServerInProcess | Promise<ServerInProcess> }
  );

/**
 * Where a testee that dials back finds the suite.
 *
 * @example
 * const phone: DialBack = { host: '0.0.0.0', port: 9000, announce: (url) => console.log(url) };
 */
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

/**
 * The testee of a client or a system: a command that speaks the testee protocol, one that dials back, or both.
 *
 * @example
 * const client: TesteeTarget = { command: ['node', 'testee.js'] };
 */
export type TesteeTarget =
  | { readonly command: readonly string[]; readonly listen?: DialBack; readonly subprotocol?: 'proto' | 'json' }
  | { readonly listen: DialBack; readonly subprotocol?: 'proto' | 'json' };

/**
 * A client and its server.
 *
 * @example
 * const pair: PairTarget = { client: { command: ['node', 'testee.js'] }, server: { url: 'ws://127.0.0.1:8080' } };
 */
export interface PairTarget {
  readonly client: TesteeTarget;
  readonly server: ServerTarget;
}

/**
 * A whole system: by its testee, or one of this suite's by its name.
 *
 * @example
 * const system: ForeignTarget = { name: 'prosody' };
 */
export type ForeignTarget = TesteeTarget | { readonly name: string };

/**
 * Anything that can be tested.
 *
 * @example
 * const target: Testable = { server: { url: 'ws://127.0.0.1:8080' } };
 */
export type Testable =
  | { readonly server: ServerTarget }
  | { readonly client: TesteeTarget }
  | { readonly pair: PairTarget }
  | { readonly system: ForeignTarget };

/** Whose cases are run. */
export const sideOf = (target: Testable): 'server' | 'client' => ('client' in target ? 'client' : 'server');
