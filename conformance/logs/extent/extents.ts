/** Notes, piece by piece, how far each clause was held against a log, and sums it up. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { ClauseExtent, Partly, Unjudged, WhyUnjudged } from '../../exchange/clause-extent.js';
import type { Feature } from '../../exchange/features.js';
import type { JoinedObservation } from '../../exchange/observation.js';
import { heldClauses, isTimed, wholeClauses } from '../../invariants/index.js';
import { isOfReports, needsAll, needsBound } from '../reports/clauses.js';
import type { Accusation } from '../segment/accuse.js';
import { needsOf } from './needs.js';

/** Of a connection that breaks off without heartbeat nobody knows when these are broken. */
const missing: readonly ClauseId[] = ['connection.lost', 'connection.lost-in-time', 'session.fresh'];

const allClauses = Object.keys(clauses) as ClauseId[];

/** Why no log is held against it. */
function neverHeld(clause: ClauseId): Unjudged {
  const { level, ...others } = clauses[clause];
  if ('untestable' in others) return 'unshown';
  return level === 'MAY' ? 'freedom' : 'clients';
}

/** How far the clauses were held against one log. */
export type Extents = ReturnType<typeof extents>;

/** What a log has of reports of departures. */
interface LoggedReports {
  readonly seen: boolean;
  /** Whether none may be missing in it. */
  readonly complete: boolean;
  /** Whether it says how soon a report is made. */
  readonly bounded: boolean;
}

/** Begins with no piece. `isWanted`: of the other clauses nothing is said. */
export function extents(isWanted: (clause: ClauseId) => boolean = () => true) {
  const checks = new Map<ClauseId, number>();
  const partly = new Map<Partly, number>();
  const declared = new Set<Feature>();
  const deviating = new Set<string>();
  let beating = false;
  let reports: LoggedReports = { seen: false, complete: false, bounded: false };
  let pieces = 0;
  let clockless = 0;
  let unmissed = 0;

  const add = (clause: ClauseId, times: number) => checks.set(clause, (checks.get(clause) ?? 0) + times);

  /** The pieces in which it could not be held, whatever happened in them. */
  function leftOut(clause: ClauseId): WhyUnjudged[] {
    const why: WhyUnjudged[] = [];
    if (wholeClauses.has(clause)) for (const [reason, times] of partly) why.push({ reason, pieces: times });
    if (isTimed(clause) && clockless > 0) why.push({ reason: 'clock', pieces: clockless });
    if (missing.includes(clause) && unmissed > 0) why.push({ reason: 'unmissed', pieces: unmissed });
    if (needsBound(clause) && !reports.bounded) why.push({ reason: 'undue' });
    return why;
  }

  /** Whether there was no piece in which it could have been held. Each piece that was judged client by client has one reason for that. */
  function isLeftOutEverywhere(clause: ClauseId): boolean {
    const streams = [...partly.values()].reduce((sum, one) => sum + one, 0);
    return (wholeClauses.has(clause) && streams === pieces) || (isTimed(clause) && clockless === pieces);
  }

  /** Why it was held against nothing. */
  function whyNot(clause: ClauseId, left: readonly WhyUnjudged[]): WhyUnjudged[] {
    if (deviating.has(clause)) return [{ reason: 'deviation' }];
    if (isOfReports(clause)) return [{ reason: whyNoReport(clause) }];
    if (!heldClauses.has(clause)) return [{ reason: neverHeld(clause) }];
    const { features, without, heartbeat, tokens } = needsOf(clause);
    if (tokens) return [{ reason: 'tokens' }];
    const undeclared = features.find((feature) => !declared.has(feature));
    if (undeclared) return [{ reason: 'undeclared', feature: undeclared }];
    const surplus = without.find((feature) => declared.has(feature));
    if (surplus) return [{ reason: 'declared', feature: surplus }];
    if (heartbeat && !beating) return [{ reason: 'unbeaten' }];
    return isLeftOutEverywhere(clause) ? [...left] : [{ reason: 'nothing' }, ...left];
  }

  function whyNoReport(clause: ClauseId): Unjudged {
    if (!reports.seen) return 'unreported';
    return needsAll(clause) && !reports.complete ? 'incomplete' : 'nothing';
  }

  function extentOf(clause: ClauseId): ClauseExtent {
    const times = checks.get(clause) ?? 0;
    const left = leftOut(clause);
    if (times > 0) return { clause, judged: left.length > 0 ? 'part' : 'whole', checks: times, why: left };
    return { clause, judged: 'none', checks: 0, why: whyNot(clause, left) };
  }

  return {
    /** How often each clause was held against something. */
    checks: checks as ReadonlyMap<ClauseId, number>,
    /** Why some pieces were only judged client by client. */
    partly: partly as ReadonlyMap<Partly, number>,

    /** Notes what a server announces, and returns the features that it declares. */
    announce({ features, heartbeatIntervalMs, heartbeatTimeoutMs }: JoinedObservation): readonly Feature[] {
      for (const feature of features) declared.add(feature);
      beating ||= heartbeatIntervalMs > 0 || heartbeatTimeoutMs > 0;
      return features;
    },

    /** One clause was held against something. */
    held: (clause: ClauseId): void => {
      if (isWanted(clause)) add(clause, 1);
    },

    /** Notes of the whole log what it has of reports. */
    reports(noted: LoggedReports): void {
      reports = noted;
    },

    /** Notes what a head declares. */
    deviate(deviations: readonly { readonly clause: string }[]): void {
      for (const { clause } of deviations) deviating.add(clause);
    },

    /** Notes what one piece was held against. */
    note(accusation: Accusation): void {
      pieces += 1;
      clockless += Number(accusation.clockless);
      unmissed += Number(accusation.unmissed);
      const { partly: why, findings } = accusation;
      if (why) partly.set(why, (partly.get(why) ?? 0) + 1);
      for (const [clause, times] of accusation.checks) if (times > 0) add(clause, times);
      // What is broken was held against something.
      for (const { finding } of findings)
        for (const broken of [finding.clause, ...finding.also.map((other) => other.clause)])
          if (!checks.has(broken)) add(broken, 1);
    },

    /** How far each clause was judged, in the order of the specification's data. */
    all: (): ClauseExtent[] => allClauses.filter(isWanted).map(extentOf),
  };
}
