/** The order in which the calls of one seat are made. */
import type { Action } from '../../exchange/scenario.js';
import type { ActionOutcome } from '../system.js';

/** A step that has been begun, and how it ends. */
export interface BegunStep {
  readonly ending: Promise<ActionOutcome>;
}

/** What comes behind these has to be asked somewhere else. */
const entering: readonly Action['kind'][] = ['join', 'switch'];

/**
 * Begins the steps of one seat in order. Where not everything comes by one way, each waits for the end of the one before it: no
 * application is told whether a call's end came before what the next one did.
 */
export function newTurns(oneWay: boolean, begin: (action: Action) => Promise<BegunStep>) {
  const turns = new Map<string, Promise<unknown>>();
  return (action: Action): Promise<ActionOutcome> => {
    // The operator's calls come by ways of their own.
    if (action.kind === 'operate') return begin(action).then(({ ending }) => ending);
    const before = turns.get(action.seat) ?? Promise.resolve();
    const begun = before.then(() => begin(action));
    const waits = !oneWay || entering.includes(action.kind);
    const next = begun.then(({ ending }) => (waits ? ending : undefined));
    turns.set(
      action.seat,
      next.catch(() => {}),
    );
    return begun.then(({ ending }) => ending);
  };
}
