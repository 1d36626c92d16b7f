/** Access tokens: what a JSON Web Token says of who may be where. */
import { webcrypto } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import type { Access } from '../../../spec/machine/events.js';
import type { Role } from '../../../spec/machine/messages.js';
import { UnfitOptions } from './settings.js';

/** The one algorithm that is taken, whatever a token claims to be signed with. */
const ALGORITHM = 'HS256';
/** RFC 7518, section 3.2: a key at least as long as the hash. */
const LEAST_SECRET_BYTES = 32;
const CLAIMS = ['room', 'participant', 'role', 'exp'] as const;

/** What somebody asks to be. */
export interface Claim {
  readonly room: string;
  readonly participant: string;
  readonly role: Role;
}

/** Judges access tokens. */
export interface Tokens {
  /** What a token is worth for somebody who asks to be that. Clauses `access.token`, `access.differs`. */
  verdict(token: string, claim: Claim): Promise<Access>;
}

/**
 * Tokens that are signed with a secret.
 *
 * @throws Rejects with {@link UnfitOptions} where the secret is too short.
 */
export async function tokensOf(secret: string): Promise<Tokens> {
  const bytes = Buffer.from(secret);
  if (bytes.length < LEAST_SECRET_BYTES)
    throw new UnfitOptions(`The secret of the access tokens is too short: give at least ${LEAST_SECRET_BYTES} bytes.`);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', bytes, hmac, false, ['verify']);
  return {
    async verdict(token, { room, participant, role }) {
      try {
        const options = { algorithms: [ALGORITHM], requiredClaims: [...CLAIMS] };
        const { payload } = await jwtVerify(token, key, options);
        // We are nobody's audience by name, so that a token with one is for others. RFC 7519, section 4.1.3.
        if (payload.aud !== undefined) return 'unauthenticated';
        const same = payload.room === room && payload.participant === participant && payload.role === role;
        return same ? 'granted' : 'permission_denied';
      } catch (error) {
        if (error instanceof errors.JOSEError) return 'unauthenticated';
        throw error;
      }
    },
  };
}
