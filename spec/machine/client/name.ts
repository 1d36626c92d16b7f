/** What the application may call the state of its room object. */
import type { State } from './types.js';

export const stateNames = ['new', 'joining', 'joined', 'switching', 'reconnecting', 'leaving', 'left'] as const;

export type StateName = (typeof stateNames)[number];

export function nameOf(state: State): StateName {
  if (!state.begun) return 'new';
  if (state.left) return 'left';
  if (state.leaving) return 'leaving';
  if (state.stay === null) return 'joining';
  if (state.away) return 'reconnecting';
  return isSwitching(state) ? 'switching' : 'joined';
}

/** A SwitchRoom was sent and is not answered. */
export const isSwitching = ({ unanswered }: State): boolean =>
  unanswered.some(({ ask, sentOver }) => ask.kind === 'switchRoom' && sentOver > 0);
