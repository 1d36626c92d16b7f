/** What the application may call the state of its room object. */
import type { ClientState } from './state.js';

/** The states of a room object, as the application reads them. */
export const stateNames = ['new', 'joining', 'joined', 'switching', 'reconnecting', 'leaving', 'left'] as const;

/** One of them. */
export type RoomObjectStateName = (typeof stateNames)[number];

/** The name of a state. */
export function stateNameOf(state: ClientState): RoomObjectStateName {
  if (!state.begun) return 'new';
  if (state.left) return 'left';
  if (state.leaving) return 'leaving';
  if (state.joined === null) return 'joining';
  if (state.away) return 'reconnecting';
  return isSwitching(state) ? 'switching' : 'joined';
}

/** A SwitchRoom was sent and is not answered. */
export const isSwitching = ({ unanswered }: ClientState): boolean =>
  unanswered.some(({ ask, sentOver }) => ask.kind === 'switchRoom' && sentOver > 0);
