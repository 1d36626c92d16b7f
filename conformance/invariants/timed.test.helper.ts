/** Histories whose lines bear their times. */
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';
import { judge } from './index.js';

/** How late everything may be, in milliseconds. */
export const SLACK = 250;

/**
 * What breaks a history, of which nobody says that its end is reached. All of `head` happens at once; each line
 * behind it begins with its milliseconds.
 */
export function violationsAt(head: string, lines: readonly string[]) {
  const before = parseExample(head).history.records.length;
  const { history } = parseExample(head + lines.map((line) => line.replace(/^\d+ /, '')).join('\n'));
  const at = (index: number) => (index < before ? 0 : Number(lines[index - before]?.split(' ')[0]));
  const timed: History = {
    ...history,
    records: history.records.map((record, index) => ({ ...record, at: at(index) })),
    settled: 'quiet',
    profile: { ...history.profile, slackMs: SLACK },
  };
  return judge(timed).violations;
}
