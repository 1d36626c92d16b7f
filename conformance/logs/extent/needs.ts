/** What a clause needs of a server, so that a log can show anything of it: by whom it binds, and by its chapter. */
import { bindings } from '../../../gen/bindings.js';
import type { ClauseId } from '../../../gen/clauses.js';
import type { Feature } from '../../exchange/features.js';

export interface ClauseNeeds {
  /** The features that a server must declare for it. */
  readonly features: readonly Feature[];
  /** The features that it must not declare. */
  readonly without: readonly Feature[];
  readonly heartbeat: boolean;
  readonly tokens: boolean;
}

/** What the clause needs. */
export function needsOf(clause: ClauseId): ClauseNeeds {
  const [chapter = ''] = clause.split('.');
  const { features = [], without = [] } = bindings[clause];
  return { features, without, heartbeat: chapter === 'heartbeat', tokens: chapter === 'access' };
}
