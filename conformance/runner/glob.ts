/** Globs, by which a command line names several things at once. */

/** Whether a name such as `server/end-by-host` matches a glob: `*` stands for anything, `?` for one letter. */
export function matchesGlob(name: string, glob: string): boolean {
  const pattern = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's').test(name);
}
