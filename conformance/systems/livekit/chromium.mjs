/** Chromium as a child process, without a window, with a profile of its own for as long as it lives. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where Debian puts it. */
const DEBIANS = '/usr/bin/chromium';
/** How long it may take to end by itself, in milliseconds. */
const END_MS = 3_000;
/** Its children write into the profile for a moment longer than it lives. */
const RETRIES = 5;

const switches = (/** @type {string} */ profile) => [
  '--headless',
  '--no-sandbox',
  '--no-first-run',
  '--mute-audio',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-component-update',
  // The address of the host is no secret on loopback, and to hide it takes a service of names.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  // It ends when the pipe is closed, so that nothing stays behind a testee that is killed.
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
];

export const chromiumPath = () => process.env.ADJOURN_CHROMIUM || DEBIANS;

/**
 * Opens a page. Rejects where Chromium is not installed.
 * @param {string} page Its address.
 * @param {(how: string) => void} ended Called where it ends before it is stopped.
 * @returns {Promise<{ pid: number | undefined, stop(): Promise<void> }>}
 */
export async function startChromium(page, ended) {
  const path = chromiumPath();
  if (!existsSync(path)) throw new Error(`There is no Chromium at ${path}: install Debian's package "chromium"`);
  const profile = newProfile();
  const child = spawn(path, [...switches(profile.folder), page], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // It leaves a folder of its own among the temporary ones.
    env: { ...process.env, TMPDIR: profile.folder },
  });
  const kill = () => child.kill('SIGKILL');
  // A testee may have to end while it is still starting.
  process.once('exit', kill);
  const gone = once(child, 'exit').catch(() => {});
  const early = (/** @type {unknown} */ how) => ended(`Chromium has ended: ${how}`);
  child.once('exit', early);
  child.once('error', early);
  dropOutput(child);
  return {
    pid: child.pid,
    async stop() {
      child.off('exit', early);
      child.kill('SIGTERM');
      await Promise.race([gone, delay(END_MS, undefined, { ref: false })]);
      kill();
      process.off('exit', kill);
      await profile.remove();
    },
  };
}

/** A folder that goes away with the process, if not before. */
function newProfile() {
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  const how = { recursive: true, force: true, maxRetries: RETRIES };
  const removeAtExit = () => rmSync(folder, how);
  process.once('exit', removeAtExit);
  return {
    folder,
    async remove() {
      await rm(folder, how);
      process.off('exit', removeAtExit);
    },
  };
}

/** What it says about itself by its pipe is of no use, but must be read. @param {import('node:child_process').ChildProcess} child */
function dropOutput({ stdio: [, , , to, from] }) {
  /** @type {import('node:stream').Readable} */ (from).resume();
  for (const end of [to, from]) end?.on('error', () => {});
}
