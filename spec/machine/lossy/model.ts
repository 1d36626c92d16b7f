/** One client, the machine, and between them connections that keep the order and may be lost at any moment. */
import { demand, type Searched, search } from '../search.js';
import { type Move, movesOf } from './moves.js';
import { accompanied, type LossySetting, type LossyState, start } from './state.js';
import { wrongAlways, wrongAtRest } from './wrong.js';

/** Searches for the shortest way to what is wrong. */
export const searchLossy = (setting: LossySetting): Searched<string> =>
  search<LossyState, string, Move>({
    start: setting.company ? accompanied : start,
    key: JSON.stringify,
    successors: (state) => movesOf(setting, state),
    check(state, moves) {
      const atRest = moves.every(({ optional }) => optional);
      const wrong = wrongAlways(state) ?? (atRest ? wrongAtRest(state) : undefined);
      demand(wrong === undefined, () => wrong ?? '');
    },
  });
