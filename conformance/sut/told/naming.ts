/** The system's own ids for what a step names. */
import { NOBODY, namedAmong, parseParticipation } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import type { NamedIds, ToldPlace } from './driver.js';

/** What the step names, in the ids that the system has given. */
export function idsNamedBy(action: Action, place: ToldPlace): NamedIds {
  if (action.kind === 'remove') return { target: participation(action.target, place) };
  if (action.kind !== 'operate') return {};
  return { targets: action.targets.map((target) => participation(target, place)), session: '' };
}

/** The id of `bob`, `bob#1` or nobody. */
function participation(named: string, { id, seats }: ToldPlace): string {
  const name = parseParticipation(named);
  const { shown = [] } = seats.get(name.seat) ?? {};
  return namedAmong(shown, name) ?? `${NOBODY}-in-${id}`;
}
