/** What a look at a target has shown, in plain words. */

export interface Finding {
  /** `good` is as it should be, `note` makes a run say less or take longer, `bad` will fail or keeps a run from making sense. */
  readonly mark: 'good' | 'note' | 'bad';
  readonly found: string;
  /** What to do about it; empty where there is nothing to do. */
  readonly advice: string;
}

export const good = (found: string): Finding => ({ mark: 'good', found, advice: '' });
export const note = (found: string, advice: string): Finding => ({ mark: 'note', found, advice });
export const bad = (found: string, advice: string): Finding => ({ mark: 'bad', found, advice });

export const seconds = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);
