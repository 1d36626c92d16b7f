/** What a tool says whose package registry cannot be reached, or does not serve what is asked for. */
const UNSERVED = [
  /No matching distribution found[^\n]*/,
  /Could not (?:transfer artifact|resolve dependencies)[^\n]*/,
  /(?:dial tcp|proxyconnect tcp)[^\n]*/,
  /(?:EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNRESET)[^\n]*/,
  /(?:Temporary failure in name resolution|Network is unreachable|Read timed out)[^\n]*/,
  /npm error 404[^\n]*/,
];

/**
 * Why a program could not be made here, where a registry is to blame; undefined where none is. What needs a registry is
 * no fault of this repository where there is none: the test says so, and is skipped.
 */
export function unservedPart(said: string): string | undefined {
  for (const pattern of UNSERVED) {
    const [found] = pattern.exec(said) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}
