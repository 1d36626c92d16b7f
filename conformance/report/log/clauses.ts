/** How far the clauses were held against a log: counts, and the reasons in groups. */
import type { ClauseExtent, Partly, Unjudged, WhyUnjudged } from '../../exchange/clause-extent.js';
import type { LogReport } from '../../exchange/log-report.js';
import { formatCount, plural } from '../text.js';

/** Why only the streams of single clients could be judged. */
export const partlyWords: Readonly<Record<Partly, string>> = {
  unreadable: 'somebody was sent what this version does not know',
  before: 'somebody goes on from what is not in the log, or had been let go',
  restless: 'the room found no rest',
  torn: 'two connections bear one name, or the lines of one are in a wrong order',
  disordered: 'the clock goes back, and no connection goes on there: nobody knows the order of the lines',
  undecided: 'the log stops while somebody switches rooms',
  unexplained: "somebody departed with 1007 or with a code of a vendor's",
  called: "the log is not `complete`, and somebody departed by a call of the operator's",
  removed: 'the log is not `complete`, and nobody in it removed somebody who was',
  replaced: 'the log is not `complete`, and nobody in it replaced somebody who was',
  refused: 'the log is not `complete`, and a Join was refused',
  resumable: 'the log is not `complete`, the server declares resume, and somebody was lost',
  mentioned: 'the log is not `complete`, and somebody is mentioned who has no lines',
};

const otherWords: Readonly<Record<Exclude<Unjudged, Partly>, string>> = {
  clock: 'the clock could not be trusted',
  unmissed: 'a connection broke off without heartbeat, and the head names no `writer` and no `lossSeenMs`',
  nothing: 'nothing happened that they speak of',
  undeclared: 'the server does not declare',
  declared: 'they are for servers that do not declare',
  unbeaten: 'the server announces no heartbeat',
  tokens: 'access tokens are left out of logs',
  deviation: 'the head declares deviations',
  clients: 'they bind clients, and what those tell their applications no log shows',
  freedom: 'they leave something open, and cannot be broken',
  unshown: 'nobody can see whether they are kept',
  unreported: 'no report of a departure is in the log',
  incomplete: 'the log is not `complete`, and a report may be missing in it',
  undue: 'the head names no `reportedWithinMs`: a missing report shows only by what was reported after it',
};

/** Why a clause was not held against a log, or not against all of it. */
export const unjudgedWords: Readonly<Record<Unjudged, string>> = { ...partlyWords, ...otherWords };

/** The lines of the summary; none where no part of the log was judged. */
export function clauseLines({ clauses, pieces }: Pick<LogReport, 'clauses' | 'pieces'>): string[] {
  if (pieces === 0) return [];
  const whole = clauses.filter(({ judged }) => judged === 'whole');
  const part = clauses.filter(({ judged }) => judged === 'part');
  const none = clauses.filter(({ judged }) => judged === 'none');
  const counts = `${formatCount(whole.length)} judged · ${formatCount(part.length)} in part · ${formatCount(none.length)} not at all`;
  return [
    `${plural(clauses.length, 'clause')}: ${counts} (each by name: --reporter json)`,
    ...grouped('in part', part, ({ why }) => why, pieces),
    ...grouped('not at all', none, ({ why }) => why.slice(0, 1), pieces),
  ];
}

const NAME = 14;

/** A line for each reason, the commonest first. */
function grouped(
  name: string,
  clauses: readonly ClauseExtent[],
  reasonsOf: (one: ClauseExtent) => readonly WhyUnjudged[],
  pieces: number,
): string[] {
  const groups = new Map<Unjudged, WhyUnjudged[]>();
  for (const why of clauses.flatMap(reasonsOf)) {
    const group = groups.get(why.reason);
    if (group) group.push(why);
    else groups.set(why.reason, [why]);
  }
  const sorted = [...groups].sort(([, one], [, other]) => other.length - one.length);
  return sorted.map(([reason, group], index) => {
    const counted = formatCount(group.length).padStart(5);
    return `  ${(index === 0 ? name : '').padEnd(NAME)}${counted}  ${unjudgedWords[reason]}${details(group, pieces)}`;
  });
}

/** Which features they need, or in how many pieces it was so. */
function details(group: readonly WhyUnjudged[], pieces: number): string {
  const [first] = group;
  const features = new Map<string, number>();
  for (const { feature } of group) if (feature) features.set(feature, (features.get(feature) ?? 0) + 1);
  if (features.size > 0) return ` ${[...features].map(([feature, times]) => `${feature} (${times})`).join(', ')}`;
  return first?.pieces === undefined || first.pieces === pieces
    ? ''
    : `, in ${formatCount(first.pieces)} of ${plural(pieces, 'piece')}`;
}
