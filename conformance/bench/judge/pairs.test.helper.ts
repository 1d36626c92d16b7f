/** The examples as they stand in their files, and what is found in a log that one of them is put into. */
import { readdirSync, readFileSync } from 'node:fs';
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import { judgeLogs } from '../../logs/judge-logs.js';
import { judgeInPieces } from './logs.test.helper.js';

const folder = new URL('../../logs/examples/', import.meta.url);

/** The text of an example, line by line. */
export const linesOfExample = (file: string): string[] =>
  readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n');

/** Each example, with one fault and without. */
export const pairs = readdirSync(folder)
  .filter((file) => file.endsWith('.wrong.jsonl'))
  .map((file) => ({
    name: file.replace('.wrong.jsonl', ''),
    wrong: linesOfExample(file),
    right: linesOfExample(file.replace('.wrong.', '.right.')),
  }));

/** The line of each log that bears its guilt, with its clause; logs are called a, b and so on. */
export const guiltyIn = (...logs: readonly (readonly string[])[]): string[] =>
  logs.flatMap((lines, log) =>
    lines.flatMap((line, index) => {
      const { guilty } = JSON.parse(line) as { guilty?: string };
      return guilty === undefined ? [] : [`${'ab'[log]}:${index + 1} ${guilty}`];
    }),
  );

async function* bytes(lines: readonly string[]) {
  yield Buffer.from(`${lines.join('\n')}\n`);
}

/** What is found in these logs, in the same words, and what is said of them. */
export async function judged(
  ...logs: readonly (readonly string[])[]
): Promise<{ readonly found: readonly string[]; readonly report: LogReport }> {
  const findings: LogFinding[] = [];
  const files = logs.map((lines, log) => ({ name: `${'ab'[log]}`, stream: bytes(lines) }));
  const report = await judgeLogs(files, (finding) => findings.push(finding));
  return { found: findings.map(({ file = 'a', line, clause }) => `${file}:${line} ${clause}`), report };
}

/** The same of a log whose rooms are judged in pieces of so many records. */
export function judgedInPieces(lines: readonly string[], segmentRecords: number) {
  const { findings, counts } = judgeInPieces(lines, segmentRecords);
  return { found: findings.map(({ line, clause }) => `a:${line} ${clause}`), counts };
}
