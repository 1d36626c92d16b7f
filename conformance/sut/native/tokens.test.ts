import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { errors, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { type Flaw, flaws } from '../../exchange/words.js';
import { NoToken } from '../system.js';
import { accessToken, fromCommand, fromSecret } from './tokens.js';

const secret = 'a secret of more than thirty-two characters';
const claims = { room: 'world/blue', participant: 'ann', role: 'host' } as const;

const verify = async (token: string, audience = '') =>
  (await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'], ...(audience && { audience }) }))
    .payload;

const spoilt = (flaw?: Flaw) => Promise.resolve(accessToken(fromSecret(secret), claims, flaw));

test('without a source there is no token', () => {
  expect(accessToken(undefined, claims)).toBe('');
});

test('a token says who enters which room as what, and is made once', async () => {
  const source = fromSecret(secret);
  const token = await accessToken(source, claims);
  const { exp = 0, ...said } = await verify(token);
  expect(said).toEqual(claims);
  expect(exp * 1_000).toBeGreaterThan(Date.now());
  expect(await accessToken(source, claims)).toBe(token);
});

test.each([
  ['other-room', { room: 'world/blue-other' }],
  ['other-participant', { participant: 'ann-other' }],
  ['other-role', { role: 'attendee' }],
] as const)('%s is a right token for something else', async (flaw, other) => {
  expect(await verify(await spoilt(flaw))).toMatchObject({ ...claims, ...other });
});

describe('no server that verifies takes', () => {
  const wrong = {
    missing: errors.JWSInvalid,
    garbage: errors.JWSInvalid,
    unsigned: errors.JWSSignatureVerificationFailed,
    tampered: errors.JWSSignatureVerificationFailed,
    'alg-none': errors.JOSEAlgNotAllowed,
    expired: errors.JWTExpired,
    'expired-other-room': errors.JWTExpired,
    'tampered-other-role': errors.JWSSignatureVerificationFailed,
    'unsigned-other-participant': errors.JWSSignatureVerificationFailed,
    'not-yet': errors.JWTClaimValidationFailed,
    'wrong-audience': errors.JWTClaimValidationFailed,
  } as const;

  test.each(Object.entries(wrong))('%s', async (flaw, error) => {
    await expect(verify(await spoilt(flaw as Flaw), flaw === 'wrong-audience' ? 'us' : '')).rejects.toThrow(error);
  });

  test('one of any flaw, or it is a token for something else', () => {
    expect(Object.keys(wrong)).toEqual(flaws.slice(3));
  });
});

test('a token that was tampered with still says what the right one does', async () => {
  const [, payload = ''] = (await spoilt('tampered')).split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject(claims);
});

describe('a command', () => {
  test('finds the claims in its environment', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    const source = fromCommand('echo "${ROOM}|${PARTICIPANT}|${ROLE}|${EXPIRES_IN}"');
    expect(await accessToken(source, claims)).toBe('world/blue|ann|host|3600');
    expect(await accessToken(source, claims, 'expired')).toBe('world/blue|ann|host|-60');
  });

  test('is called once for a room, a participant and a role', async () => {
    const source = fromCommand('date +%N');
    const token = await accessToken(source, claims);
    expect(await accessToken(source, claims)).toBe(token);
    expect(await accessToken(source, { ...claims, role: 'attendee' })).not.toBe(token);
  });

  test('that has failed is called again', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'token-')), 'called');
    const source = fromCommand(`test -e ${file} && echo token || { touch ${file}; exit 1; }`);
    await expect(accessToken(source, claims)).rejects.toThrow(NoToken);
    expect(await accessToken(source, claims)).toBe('token');
    rmSync(dirname(file), { recursive: true });
  });

  test('that is slow is said to be, once', async () => {
    const times: number[] = [];
    const source = fromCommand('sleep 1.05; echo token', (ms) => times.push(ms));
    await Promise.all([accessToken(source, claims), accessToken(source, { ...claims, room: 'green' })]);
    expect(times).toHaveLength(1);
    expect(times[0]).toBeGreaterThan(1_000);
  });

  test.each([
    ['exit 3', 'the token command "exit 3" failed (exit code 3)'],
    ['echo no key >&2; exit 1', 'the token command "echo no key >&2; exit 1" failed (exit code 1): no key'],
    ['true', 'the token command "true" printed nothing'],
  ])('that gives none is named: %s', async (command, found) => {
    const error = await fromCommand(command)({ ...claims, expiresInS: 1 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NoToken);
    expect((error as NoToken).found).toBe(found);
  });

  test('whose token is no JSON Web Token is named where one has to be spoilt', async () => {
    const token = Promise.resolve(accessToken(fromCommand('echo opaque'), claims, 'tampered'));
    await expect(token).rejects.toThrow('a token of 6 characters is no JSON Web Token');
  });
});
