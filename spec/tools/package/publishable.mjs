// What package.json says to those who install the package: without what only a checkout has.

/** Hosts that stand in the addresses of package.json until a release knows better (RFC 2606). */
export const PLACEHOLDER = /(?:^|\.)example\.(?:org|com|net)$/;

/** Fields of a checkout alone: its scripts call tools, and its tools are packages, that are not packed. */
const OWN = ['scripts', 'devDependencies'];

/**
 * Where the source stands, if that is known: a release says where it was made, and its provenance must say the same.
 * `SITE_URL` is the address of the site, which `adjourn explain` prints; without one, the page of the repository stands in its place.
 */
export function addressed(manifest, { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, SITE_URL: site }) {
  if (!server || !name) return manifest;
  const page = `${server}/${name}`;
  return {
    ...manifest,
    repository: { type: 'git', url: `git+${page}.git` },
    homepage: site || `${page}#readme`,
    bugs: { url: `${page}/issues` },
  };
}

/** The package.json that is packed. */
export const publishable = (manifest, env = process.env) =>
  Object.fromEntries(Object.entries(addressed(manifest, env)).filter(([key]) => !OWN.includes(key)));
