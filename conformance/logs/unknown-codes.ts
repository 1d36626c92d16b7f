/** Reason codes of a later revision or of a vendor: each is spoken of once. */
import type { LineNumbers } from './read/line-numbers.js';
import type { Remarks } from './remarks.js';
import { capitalized } from './rooms/connection-names.js';
import type { UnknownCode } from './segment/causes.js';

/** None has been spoken of yet. Returns what says those that are new. */
export function unknownCodeRemarks(remarks: Pick<Remarks, 'add'>, numbers: LineNumbers) {
  const said = new Set<unknown>();
  return (codes: readonly UnknownCode[]): void => {
    for (const { code, line } of codes) {
      if (said.has(code)) continue;
      said.add(code);
      remarks.add(
        'reason codes that this version does not know',
        `${capitalized(numbers.name(line))}: this version does not know reason code ${code}. Where it is told, only what each client was shown was judged, and not what became of the room.`,
      );
    }
  };
}
