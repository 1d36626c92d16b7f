/** Which clauses bind an implementation: by its class, and by the features that it declares. */
import { bindings, type ImplementationClass } from '../../gen/bindings.js';
import type { ClauseId } from '../../gen/clauses.js';
import type { Feature } from '../exchange/features.js';

/** The classes of implementation. */
export const implementationClasses: readonly ImplementationClass[] = ['server', 'client', 'operator'];

/** Whether a clause is for a class, and for servers with whatever features. */
export const isForClass = (clause: ClauseId, of: ImplementationClass): boolean => bindings[clause].classes.includes(of);

/** Whether a clause binds a server that declares these features, and no others. */
export function bindsServer(clause: ClauseId, declared: readonly Feature[]): boolean {
  const { features = [], without = [] } = bindings[clause];
  if (!isForClass(clause, 'server')) return false;
  return features.every((name) => declared.includes(name)) && !without.some((name) => declared.includes(name));
}

/** Whom a clause binds, in words: `a server with switch, without replace`. */
export function bindingWords(clause: ClauseId): string {
  const { classes, features = [], without = [], where = '' } = bindings[clause];
  const named = classes.map((name) => (name === 'operator' ? `an ${name}` : `a ${name}`));
  const who = named.length === implementationClasses.length ? 'everybody' : named.join(' or ');
  const having = features.length > 0 ? ` with ${features.join(' and ')}` : '';
  const lacking = without.length > 0 ? ` without ${without.join(' and ')}` : '';
  return [`${who}${having}${having && lacking ? ',' : ''}${lacking}`, where.replaceAll('`', '')].join(' ').trim();
}
