/** The options that write the claim and a badge. */
import { dirname } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Report } from '../../exchange/report.js';
import { badgeJson, badgeSvg } from '../../report/claim/badge.js';
import { claimText } from '../../report/claim/claim.js';
import { makeFolder, writeWhole } from '../../runner/folder.js';

/** The values of {@link withClaimOptions}. */
export interface ClaimOptions {
  readonly claim?: string;
  readonly badge?: readonly string[];
}

/** Adds them to a command. */
export const withClaimOptions = (command: Command): Command =>
  command
    .option('--claim <file>', 'write the claim in words, or why there is none')
    .option('--badge <file>', 'write a badge, as .svg or as .json for shields.io; can be repeated', badgeFile);

function badgeFile(file: string, before: readonly string[] = []): string[] {
  if (/\.(?:svg|json)$/i.test(file)) return [...before, file];
  throw new InvalidArgumentError('Give a file that ends in .svg, or in .json for shields.io.');
}

/** Writes the files that the options ask for. */
export async function writeClaims(report: Report, { claim, badge = [] }: ClaimOptions): Promise<void> {
  const files = [
    ...(claim === undefined ? [] : [{ file: claim, text: claimText(report) }]),
    ...badge.map((file) => ({ file, text: /json$/i.test(file) ? badgeJson(report) : badgeSvg(report) })),
  ];
  for (const { file, text } of files) {
    await makeFolder(dirname(file));
    await writeWhole(file, text);
  }
}
