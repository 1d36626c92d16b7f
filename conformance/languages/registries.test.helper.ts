/** What the tools say when their package registry cannot be reached. A package that it does not have is a fault of ours. */
const UNREACHABLE = [
  /npm error code (?:EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH)/,
  /WARNING: Retrying \(Retry\([^\n]*/,
  /go: [^\n]*(?:dial tcp|proxyconnect tcp)[^\n]*/,
  /\[ERROR\] [^\n]*Could not transfer artifact[^\n]*/,
];

/**
 * How a program could not be made here, where a registry is to blame; undefined where none is. What needs a registry is
 * no fault of this repository where there is none: the test says so, and is skipped.
 */
export function unservedPart(said: string): string | undefined {
  for (const pattern of UNREACHABLE) {
    const [found] = pattern.exec(said) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}
