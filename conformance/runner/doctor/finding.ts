/** What the doctor finds, in plain words. */

/**
 * One finding about a target.
 *
 * @example
 * const isBad = ({ mark }: Finding): boolean => mark === 'bad';
 */
export interface Finding {
  /**
   * `good` is as it should be; `note` makes a run say less or take longer; `bad` will fail, or keeps a run from making
   * sense.
   */
  readonly mark: 'good' | 'note' | 'bad';
  readonly found: string;
  /** What to do about it; empty where there is nothing to do. */
  readonly advice: string;
  /** The testee itself is wrong, and not its client: nothing that it says proves anything. */
  readonly isTesteeFault?: true;
}

/**
 * What the doctor says of a target.
 *
 * @example
 * const problems = ({ findings }: Diagnosis): string[] => findings.filter(({ mark }) => mark === 'bad').map(({ found }) => found);
 */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** Whether a run makes sense. */
  readonly runs: boolean;
}

/** A finding that is as it should be. */
export const good = (found: string): Finding => ({ mark: 'good', found, advice: '' });
/** A finding that makes a run say less or take longer. */
export const note = (found: string, advice: string): Finding => ({ mark: 'note', found, advice });
/** A finding that will fail, or that keeps a run from making sense. */
export const bad = (found: string, advice: string): Finding => ({ mark: 'bad', found, advice });
/** A fault of the testee itself. */
export const testeeFault = (found: string, advice: string): Finding => ({ ...bad(found, advice), isTesteeFault: true });

/** A time in words: milliseconds below a second, seconds above. */
export const inWords = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** Probes that run at the same time, and have `ms` milliseconds from the call of `deadline` on. */
export function deadline(ms: number): <T>(probes: readonly Promise<T>[]) => Promise<{ done: T[]; unfinished: number }> {
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late').unref());
  return async <T>(probes: readonly Promise<T>[]) => {
    const results = await Promise.all(
      probes.map((probe) => Promise.race([probe.then((result) => ({ result })), late])),
    );
    const done = results.flatMap((ended) => (ended === 'late' ? [] : [ended.result]));
    return { done, unfinished: results.length - done.length };
  };
}
