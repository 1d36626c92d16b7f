/** What is wrong with the testee, and not with its client: what it says afterwards is no evidence of anything. */
import { bad, type Finding } from '../finding.js';

const found = new WeakSet<Finding>();

export function untrustworthy(what: string, advice: string): Finding {
  const finding = bad(what, advice);
  found.add(finding);
  return finding;
}

export const isUntrustworthy = (finding: Finding): boolean => found.has(finding);
