/** What an access token says, for faults that look at it themselves. */

/** The claims of a token, whether or not its signature is right; nothing of what is no token. */
export function claimsOf(token: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
