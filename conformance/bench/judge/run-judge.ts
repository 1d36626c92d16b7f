/** Runs `adjourn judge` on a log in a process of its own, and samples the memory of that process. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { documents } from '../../exchange/codec.js';
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import type { MemorySample } from '../load/memory.js';

/** What `adjourn judge` said of a log, and its memory meanwhile. */
export interface Judged {
  readonly code: number | null;
  readonly findings: readonly LogFinding[];
  readonly summary: LogReport | undefined;
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
  const said = await text(child.stdout);
  clearInterval(timer);
  const document = said === '' ? undefined : documents.fromJson(JSON.parse(said));
  if (document?.kind !== 'log') return { code: await ended, findings: [], summary: undefined, samples };
  return { code: await ended, findings: document.findings, summary: document.report, samples };
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
