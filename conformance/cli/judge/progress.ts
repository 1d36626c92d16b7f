/** How far the judging of a log is: one line on a terminal, which is drawn again and taken away in the end. */

import { harmless } from '../../report/log/place.js';
import type { Palette } from '../../report/palette.js';
import { clip, formatDuration, plural } from '../../report/text.js';

/** What the line says. */
export interface JudgedSoFar {
  readonly name: string;
  /** Bytes that were read, and how many there are; undefined where nobody knows. */
  readonly done: number;
  readonly size: number | undefined;
  readonly findings: number;
  readonly elapsedMs: number;
}

/** Nobody reads faster. */
const EVERY_MS = 250;
const ESC = '\u001b';
const ERASE = `\r${ESC}[2K`;

/** Draws until it is ended. Draws nothing where the stream is no terminal. */
export function showJudging(stream: NodeJS.WriteStream, palette: Palette, look: () => JudgedSoFar): { end(): void } {
  if (!stream.isTTY) return { end: () => {} };
  const timer = setInterval(() => {
    stream.write(`${ERASE}${palette.dim(clip(judgingText(look()), stream.columns - 1))}`);
  }, EVERY_MS);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      stream.write(ERASE);
    },
  };
}

const MEGA = 1e6;
const megabytes = (bytes: number): string => (bytes / MEGA).toFixed(1);

/** `25% · 12.0 of 48.0 MB · 3.0 MB/s · 12.0 s left · 17 violations · a.jsonl` */
export function judgingText({ name, done, size, findings, elapsedMs }: JudgedSoFar): string {
  const rate = elapsedMs > 0 ? done / elapsedMs : 0;
  const isKnown = size !== undefined && size > 0;
  const far = isKnown
    ? [`${Math.min(100, Math.floor((100 * done) / size))}%`, `${megabytes(done)} of ${megabytes(size)} MB`]
    : [`${megabytes(done)} MB`];
  const left = isKnown && rate > 0 ? [`${formatDuration(Math.max(0, size - done) / rate)} left`] : [];
  const speed = `${((rate * 1_000) / MEGA).toFixed(1)} MB/s`;
  return [...far, speed, ...left, plural(findings, 'violation'), harmless(name)].join(' · ');
}
