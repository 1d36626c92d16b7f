/** Whether memory stays flat: what is sampled, and what a line through the samples says. */
import type { MeasuredServer } from './server-process.js';

/** The resident memory of a process at one time. */
export interface MemorySample {
  /** Since the sampling began, in seconds. */
  readonly at: number;
  /** In megabytes. */
  readonly rss: number;
}

/** How many megabytes a second the line rises that fits the samples best. */
export function slope(samples: readonly MemorySample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const at = mean(samples.map((one) => one.at));
  const rss = mean(samples.map((one) => one.rss));
  const spread = samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
  return spread === 0 ? 0 : samples.reduce((sum, one) => sum + (one.at - at) * (one.rss - rss), 0) / spread;
}

const EVERY_MS = 500;

/** Samples the memory of a server. The function that it returns ends that, and returns the samples. */
export function sampleMemory(server: MeasuredServer): () => readonly MemorySample[] {
  const samples: MemorySample[] = [];
  const started = performance.now();
  const sample = (): void => {
    if (server.crash() === undefined) samples.push({ at: (performance.now() - started) / 1_000, rss: server.rss() });
  };
  const timer = setInterval(sample, EVERY_MS);
  return () => {
    clearInterval(timer);
    sample();
    return samples;
  };
}

/**
 * Memory may rise by so much of itself, and by so many megabytes: the engine takes some for what is young, and
 * gives it back when it likes.
 */
export const MOST_RISE = 0.1;
/** In megabytes. */
export const MOST_YOUNG = 40;
/** What is left on the heap without garbage may be larger at the end by so many megabytes. */
export const MOST_HEAP = 4;

/** Whether memory stayed flat, in words. */
export interface Flatness {
  readonly line: string;
  readonly wrong: readonly string[];
}

/**
 * Judges the samples from a plateau on. `heaps` is what the heap held without garbage at their begin and at their
 * end.
 */
export function flatness(samples: readonly MemorySample[], heaps: readonly [number, number]): Flatness {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return { line: 'memory was not sampled', wrong: ['memory was not sampled'] };
  const rise = slope(samples) * (last.at - first.at);
  const allowed = MOST_RISE * first.rss + MOST_YOUNG;
  const grown = heaps[1] - heaps[0];
  const line =
    `RSS ${first.rss.toFixed(0)} MB after the warm-up, ${last.rss.toFixed(0)} MB at the end; the line through ${samples.length} samples rises by ` +
    `${rise.toFixed(1)} MB in ${(last.at - first.at).toFixed(0)} s (bound ${allowed.toFixed(1)}); heap without garbage ${heaps[0].toFixed(1)} → ${heaps[1].toFixed(1)} MB (bound +${MOST_HEAP})`;
  return {
    line,
    wrong: [
      ...(rise > allowed ? [`resident memory rises by ${rise.toFixed(1)} MB, ${allowed.toFixed(1)} are allowed`] : []),
      ...(grown > MOST_HEAP ? [`the heap has grown by ${grown.toFixed(1)} MB, ${MOST_HEAP} are allowed`] : []),
    ],
  };
}
