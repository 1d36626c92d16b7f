/** Names beside ids and codes: these stand in the log, and the names are for people. */
import { reason } from '../../../gen/codes.js';

const reasons = new Map(Object.entries(reason).map(([name, code]) => [String(code), name]));

/** `p2` becomes `p2 (bob)`, and `1002` becomes `1002 (REMOVE_PEER)`, each where it stands first. */
export function withNames(text: string, names: Readonly<Record<string, string>>): string {
  const said = new Set<string>();
  return text
    .split(' ')
    .map((word) => {
      const [, before = '', id = '', behind = ''] = /^([("]*)(.*?)([.,;:)"]*)$/.exec(word) ?? [];
      const name = (Object.hasOwn(names, id) ? names[id] : undefined) ?? reasons.get(id);
      if (name === undefined || name === id || said.has(id)) return word;
      said.add(id);
      return `${before}${id} (${name})${behind}`;
    })
    .join(' ');
}
