/** What people were told, by what had happened: the rows that a run measures. */
import type { Candidates } from './words.js';

/** What ends a participation, as far as a run can bring it about; in the order in which it is shown. */
export const measuredCauses = [
  'own-leave',
  'removed-by-host',
  'removed-by-operator',
  'ended-by-host',
  'ended-by-last',
  'ended-by-operator',
  'closed-by-operator',
  'replaced',
  'switched',
  'viewer',
  'relay-stopped',
  'cut',
  'reset',
  'silence',
  'window-over',
] as const;
/** A cause that ended a participation. `window-over` is a loss that did not come back in time; `cut` and `reset` need not come back. */
export type MeasuredCause = (typeof measuredCauses)[number];

/** Who is told of a departure: the one who is no longer there, or somebody else who was. */
export type ToldParty = 'leaver' | 'others';

/** What one of them was told: a word of the system's own where it has one, and the reasons that it may stand for. */
export interface WordTold {
  readonly cause: MeasuredCause;
  readonly listener: ToldParty;
  /** Left out for a server of this protocol, and where nothing was told. */
  readonly native?: string;
  /** Empty where nothing was told. */
  readonly means: Candidates;
}

/** One word that people were told when a cause had ended a participation: how often, and how long after the cause. */
export interface CrosswalkRow extends WordTold {
  /** How many people were told so, or were told nothing. */
  readonly times: number;
  /** In milliseconds; 0 where nothing was told. */
  readonly medianMs: number;
  readonly mostMs: number;
}

/** Nothing was told. */
export const saysNothing = ({ native, means }: Pick<WordTold, 'native' | 'means'>): boolean =>
  native === undefined && means.length === 0;

/** The word itself: the system's own, or the code of a server of this protocol; undefined where nothing was told. */
export function toldWord({ native, means }: Pick<WordTold, 'native' | 'means'>): string | undefined {
  if (native !== undefined) return native;
  return means.length === 0 ? undefined : means.map((code) => (code === 'absent' ? 'no reason' : `${code}`)).join(', ');
}
