/** What a clause needs of a server, so that a log can show anything of it: by its chapter, and by how its sentence begins. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { type Feature, features } from '../../exchange/features.js';

/** Chapters that are about a feature. */
const chapters: Readonly<Record<string, Feature>> = {
  operator: 'operator',
  remove: 'remove',
  resume: 'resume',
  switch: 'switch',
  viewer: 'viewer',
};

/** Clauses of that kind in other chapters, or of two features. */
const others: Partial<Record<ClauseId, Feature>> = { 'operator.together': 'relay' };

export interface ClauseNeeds {
  /** The feature that a server must declare for it. */
  readonly feature?: Feature;
  /** The feature that it must not declare. */
  readonly without?: Feature;
  readonly heartbeat: boolean;
  readonly tokens: boolean;
}

/** "A server with" a feature, or "without" one. */
const binds = /^A server (with|without) ([a-z_]+)/;

/** What the clause needs. */
export function needsOf(clause: ClauseId): ClauseNeeds {
  const [chapter = ''] = clause.split('.');
  const [, how, name] = binds.exec(clauses[clause].sentence) ?? [];
  const said = features.find((feature) => feature === name);
  const feature = how === 'with' ? said : (others[clause] ?? chapters[chapter]);
  const without = how === 'without' ? said : undefined;
  return {
    ...(feature && { feature }),
    ...(without && { without }),
    heartbeat: chapter === 'heartbeat',
    tokens: chapter === 'access',
  };
}
