/** The reports of systems that stand in the repository, and the page that is made of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reports } from '../../exchange/codec.js';
import {
  matrixMarkdown,
  matrixOf,
  matrixPicture,
  type NamedReport,
  type SystemRemarks,
} from '../../report/matrix/index.js';

/** Where the reports stand, and what was looked up about what they show. */
export const REPORTS = 'conformance/systems/reports';
const REMARKS = 'conformance/systems/remarks.json';
/** The page that is made of them, and the picture beside it. */
export const PAGE = 'spec/systems.md';
export const PICTURE_FILE = 'spec/systems.svg';

/** The names of the systems that have a report; in the same order everywhere, whatever the language of the machine. */
export const keptNames = (root: string): readonly string[] =>
  readdirSync(join(root, REPORTS))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

/** A kept report, as text and as data. */
export function readKept(root: string, name: string): NamedReport & { readonly text: string } {
  const text = readFileSync(join(root, REPORTS, `${name}.json`), 'utf8');
  return { name, text, report: reports.fromJson(JSON.parse(text)) };
}

/** By system, then by clause. */
export const readRemarks = (root: string): SystemRemarks => JSON.parse(readFileSync(join(root, REMARKS), 'utf8'));

/** The page and its picture, as they should be. */
export function pageOf(root: string): { readonly page: string; readonly picture: string } {
  const reports = keptNames(root).map((name) => readKept(root, name));
  const matrix = matrixOf(reports, readRemarks(root));
  return { page: matrixMarkdown(matrix, basename(PICTURE_FILE)), picture: matrixPicture(matrix) };
}
