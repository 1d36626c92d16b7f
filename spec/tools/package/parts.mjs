// What the packed file has of code: the entry points of package.json, and the programs that the suite itself starts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../run.mjs';

/** The folder of the packed code. Its entry points lie in it as they do in dist/, so that they find the same neighbours. */
export const LIB = 'lib';

/** Programs that the suite starts as processes of their own, by their place beside the module that starts them. */
const PROGRAMS = [
  'conformance/strength/client-testee',
  'conformance/systems/prosody/main',
  'conformance/systems/ejabberd/main',
];

export const readManifest = (folder = project) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** As `conformance/api/suite`, of `./lib/conformance/api/suite.js` or its declarations. */
const nameOf = (file) => file.replace(/^(?:\.\/)?lib\//, '').replace(/(?:\.d\.ts|\.js)$/, '');

const conditionsOf = ({ exports }) =>
  Object.values(exports).flatMap((target) => (typeof target === 'object' ? Object.entries(target) : []));

/** The modules that somebody can import or run, by their name without an extension. */
export function codeEntries(manifest) {
  const imported = conditionsOf(manifest).flatMap(([condition, file]) => (condition === 'types' ? [] : [file]));
  return [...new Set([...imported, ...Object.values(manifest.bin ?? {})].map(nameOf))];
}

/** The modules of the suite's own processes, which nobody imports. */
export const programs = () => PROGRAMS;

/** The modules whose declarations somebody can import. */
export const typeEntries = (manifest) => [
  ...new Set(conditionsOf(manifest).flatMap(([condition, file]) => (condition === 'types' ? [nameOf(file)] : []))),
];
