/** The check of Node's version. It imports nothing, and uses only syntax that an old Node can read. */

/** As `engines` of package.json says it. */
const OLDEST = [20, 19];

/** One sentence for a version that is too old; empty for one that will do. */
export function tooOld(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return '';
  return `Adjourn needs Node ${OLDEST.join('.')} or newer, and this is Node ${version}: install a newer one.\n`;
}
