/** Where the site of the project explains a thing. */
import { createRequire } from 'node:module';
import { type ClauseId, clauses } from '../../../gen/clauses.js';

/** Names that stand in for an address until a release knows it (RFC 2606). */
const PLACEHOLDER = /(?:^|\.)example\.(?:org|com|net)$/;

/** A clause: its own anchor on the page of its section. */
export const clausePage = (id: ClauseId): string => `${pageOf(clauses[id].section)}#${id}`;

/** A reason code: its row in the registry. */
export const codePage = (code: number): string => `reason-codes.html#${code}`;

/** A case: its place on the page of all cases. */
export const casePage = (id: string): string => `cases.html#${id}`;

const pageOf = (section: string): string => section.replace(/\.md$/, '.html');

/**
 * The address of a page of the site, as `https://site.example/room.html#departure.once`.
 * Only the part after the root where nobody has said where the site is: `homepage` of the package is a placeholder then, or a file of a code host.
 */
export function siteAddress(page: string, homepage = packageHomepage()): string {
  if (!URL.canParse(homepage)) return page;
  const { href, hash, hostname } = new URL(homepage);
  return hash !== '' || PLACEHOLDER.test(hostname) ? page : `${href.replace(/\/?$/, '/')}${page}`;
}

const packageHomepage = (): string =>
  (createRequire(import.meta.url)('adjourn/package.json') as { homepage?: string }).homepage ?? '';
