/** Access tokens: where the suite gets them, and how it spoils them. Clauses: `access.*`. */
import { type ExecFileException, execFile } from 'node:child_process';
import { SignJWT } from 'jose';
import type { Seat } from '../../exchange/scenario.js';
import type { Flaw, Role } from '../../exchange/words.js';
import { NoToken } from '../system.js';
import type { Later } from './later.js';

/** Whom a token lets in, and where. */
export interface Claims {
  readonly room: string;
  readonly participant: string;
  readonly role: Role;
}

/** Claims that a right token for the suite does not have. Both by RFC 7519. */
interface MoreClaims {
  /** From when it is valid, in seconds since 1970. */
  readonly nbf?: number;
  /** Whom it is for. */
  readonly aud?: string;
}

/** Makes tokens. */
export interface TokenSource {
  /** Makes a token for somebody. Rejects with {@link NoToken} where it cannot. */
  (claims: Claims & { readonly expiresInS: number }): Promise<string>;
  /** Makes one that has more claims; left out where the suite does not sign the tokens itself. */
  readonly withMore?: (claims: Claims, more: MoreClaims) => Promise<string>;
}

/** How long a token is good for, and since when one that has expired no longer is; in seconds. */
const LIFETIME_S = 3_600;
const EXPIRED_S = -60;
/** In how many seconds one begins to be good that is not yet. */
const NOT_YET_S = 1_800;
/** How long a command has for one token, in milliseconds. */
const COMMAND_MS = 10_000;

/** A command that takes longer for one token is slow, in milliseconds. */
const SLOW_MS = 1_000;

/**
 * A shell command that prints a token for what it finds in ROOM, PARTICIPANT, ROLE and EXPIRES_IN (in seconds). It is called once for
 * the same of these. `slow` is told, once, how many milliseconds it took where that is more than a second.
 */
export function fromCommand(command: string, slow: (ms: number) => void = () => {}): TokenSource {
  let said = false;
  return once(async (claims) => {
    const start = performance.now();
    const token = await printed(command, claims);
    const ms = performance.now() - start;
    if (ms > SLOW_MS && !said) {
      said = true;
      slow(ms);
    }
    return token;
  });
}

const printed = (command: string, { room, participant, role, expiresInS }: Parameters<TokenSource>[0]) =>
  new Promise<string>((resolve, reject) => {
    const claims = { ROOM: room, PARTICIPANT: participant, ROLE: role, EXPIRES_IN: String(expiresInS) };
    const options = { env: { ...process.env, ...claims }, timeout: COMMAND_MS };
    execFile('/bin/sh', ['-c', command], options, (error, stdout, stderr) => {
      const token = stdout.trim();
      if (!error && token !== '') return resolve(token);
      const said = stderr.trim().split('\n').at(-1) ?? '';
      const how = error ? failing(error) : 'printed nothing';
      reject(new NoToken(`the token command "${command}" ${how}${said === '' ? '' : `: ${said}`}`, ADVICE));
    });
  });

/** Asks once for the same claims, and anew in the second half of a token's life. */
function once(source: TokenSource): TokenSource {
  const made = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  return ({ room, participant, role, expiresInS }) => {
    const name = JSON.stringify([room, participant, role, expiresInS]);
    const known = made.get(name);
    if (known && performance.now() < known.until) return known.token;
    const token = source({ room, participant, role, expiresInS });
    // One that has expired goes on being so.
    const goodMs = expiresInS > 0 ? (1_000 * expiresInS) / 2 : Number.POSITIVE_INFINITY;
    made.set(name, { token, until: performance.now() + goodMs });
    // What has failed may go well another time.
    token.catch(() => made.delete(name));
    return token;
  };
}

function failing({ code, killed, signal }: ExecFileException): string {
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'prints without an end';
  return killed ? `does not end within ${COMMAND_MS / 1_000} s` : `failed (${signal ?? `exit code ${code}`})`;
}

const ADVICE = 'let it print one token, for what it finds in ROOM, PARTICIPANT, ROLE and EXPIRES_IN';

/** Tokens that are signed here, with HS256. */
export function fromSecret(secret: string): TokenSource {
  const key = new TextEncoder().encode(secret);
  const signed = ({ room, participant, role }: Claims, expiresInS: number, more: MoreClaims = {}) =>
    new SignJWT({ room, participant, role, ...more })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setExpirationTime(nowS() + expiresInS)
      .sign(key);
  return Object.assign(
    once(({ expiresInS, ...claims }) => signed(claims, expiresInS)),
    { withMore: (claims: Claims, more: MoreClaims) => signed(claims, LIFETIME_S, more) },
  );
}

const nowS = (): number => Math.floor(Date.now() / 1_000);

/** The token with which somebody enters a room; none where the suite has no source of them. */
export function accessToken(source: TokenSource | undefined, claims: Claims, flaw?: Flaw): Later<string> {
  if (!source) return '';
  const sound = (other: Partial<Claims> = {}) => source({ ...claims, ...other, expiresInS: LIFETIME_S });
  const expired = (other: Partial<Claims> = {}) => source({ ...claims, ...other, expiresInS: EXPIRED_S });
  const more = (claim: MoreClaims) => {
    if (source.withMore) return source.withMore(claims, claim);
    throw new Error('a source that cannot make such tokens is never asked for one');
  };
  const otherRole = claims.role === 'host' ? 'attendee' : 'host';
  switch (flaw) {
    case undefined:
      return sound();
    case 'other-room':
      return sound({ room: `${claims.room}-other` });
    case 'other-participant':
      return sound({ participant: `${claims.participant}-other` });
    case 'other-role':
      return sound({ role: otherRole });
    case 'missing':
      return '';
    case 'garbage':
      return 'garbage';
    case 'expired':
      return expired();
    case 'not-yet':
      return more({ nbf: nowS() + NOT_YET_S });
    case 'wrong-audience':
      return more({ aud: 'nobody.invalid' });
    case 'expired-other-room':
      return expired({ room: `${claims.room}-other` });
    case 'tampered-other-role':
      return sound({ role: otherRole }).then(spoilers.tampered);
    case 'unsigned-other-participant':
      return sound({ participant: `${claims.participant}-other` }).then(spoilers.unsigned);
    default:
      return sound().then(spoilers[flaw]);
  }
}

/** The access tokens of one seat. */
export interface SeatTokens {
  /** Has a token made that the next entry into this room will present. */
  prepare(room: string, flaw: Flaw | undefined): Promise<void>;
  /** A token for one use: the one that was prepared, or a new one. */
  take(room: string, flaw: Flaw | undefined): Later<string>;
}

/** Tokens for a seat; without a source they are empty. */
export function seatTokens({ participant, role }: Seat, source: TokenSource | undefined): SeatTokens {
  const prepared = new Map<string, string>();
  const take = (room: string, flaw: Flaw | undefined): Later<string> => {
    const key = JSON.stringify([room, flaw]);
    const ready = prepared.get(key);
    prepared.delete(key);
    return ready ?? accessToken(source, { room, participant, role }, flaw);
  };
  return {
    take,
    async prepare(room, flaw) {
      prepared.set(JSON.stringify([room, flaw]), await take(room, flaw));
    },
  };
}

/** What is done to a token that would be right. */
const spoilers: Readonly<Record<'unsigned' | 'tampered' | 'alg-none', (token: string) => string>> = {
  unsigned: (token) => {
    const { header, payload } = parts(token);
    return `${header}.${payload}.`;
  },
  // It still says what the Join says, so that the signature alone can give it away.
  tampered: (token) => {
    const { header, payload, signature } = parts(token);
    return `${header}.${changed(payload, token, ({ exp }) => ({ exp: Number(exp) + 1 }))}.${signature}`;
  },
  'alg-none': (token) => {
    const { header, payload } = parts(token);
    return `${changed(header, token, () => ({ alg: 'none' }))}.${payload}.`;
  },
};

function parts(token: string): { header: string; payload: string; signature: string } {
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) throw noJwt(token);
  return { header, payload, signature };
}

/** A part of a token, with some of what it says changed. */
function changed(part: string, token: string, change: (said: Record<string, unknown>) => object): string {
  try {
    const said = JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    return Buffer.from(JSON.stringify({ ...said, ...change(said) })).toString('base64url');
  } catch {
    throw noJwt(token);
  }
}

const noJwt = (token: string): NoToken =>
  new NoToken(
    `a token of ${token.length} characters is no JSON Web Token`,
    'let the token command print one of three parts, with a dot between them',
  );
