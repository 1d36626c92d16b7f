/** Runs `adjourn judge` on a log in a process of its own, and samples the memory of that process. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import type { MemorySample } from '../load/memory.js';

/** What `adjourn judge --reporter json` says of itself at the end. */
export type Summary = Omit<LogReport, 'checks' | 'partly' | 'broken'> & { readonly checks: Readonly<Record<string, number>> };

/** What `adjourn judge` said of a log, and its memory meanwhile. */
export interface Judged {
  readonly code: number | null;
  readonly findings: readonly LogFinding[];
  readonly summary: Summary | undefined;
  readonly samples: readonly MemorySample[];
}

const main = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const EVERY_MS = 500;

/** Has a file judged. */
export async function judgeFile(file: string): Promise<Judged> {
  const child = spawn(process.execPath, [main, 'judge', '--reporter', 'json', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const samples: MemorySample[] = [];
  const began = performance.now();
  const timer = setInterval(() => {
    const rss = residentMegabytes(child.pid);
    if (rss !== undefined) samples.push({ at: (performance.now() - began) / 1_000, rss });
  }, EVERY_MS);
  const findings: LogFinding[] = [];
  let summary: Summary | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { violation?: LogFinding; summary?: Summary };
    if (said.violation) findings.push(said.violation);
    summary = said.summary ?? summary;
  }
  clearInterval(timer);
  return { code: await ended, findings, summary, samples };
}

/** What a process has in memory; nothing where it has ended, or where the system does not say. */
function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
