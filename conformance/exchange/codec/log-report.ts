/** What was found in a log, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { ClauseExtent, Partly, Unjudged } from '../clause-extent.js';
import {
  type BrokenExtent,
  type BrokenInLog,
  KEPT_OF_A_CLAUSE,
  type LogFinding,
  type LogPlace,
  type LogReport,
} from '../log-report.js';
import { clauseId } from './clause.js';
import { CodecError, codec, feature, maybe, need, words } from './shared.js';

const partly = {
  unreadable: pb.WhyUnjudged.UNREADABLE,
  before: pb.WhyUnjudged.BEFORE,
  restless: pb.WhyUnjudged.RESTLESS,
  torn: pb.WhyUnjudged.TORN,
  disordered: pb.WhyUnjudged.DISORDERED,
  undecided: pb.WhyUnjudged.UNDECIDED,
  unexplained: pb.WhyUnjudged.UNEXPLAINED,
  called: pb.WhyUnjudged.CALLED,
  removed: pb.WhyUnjudged.REMOVED,
  replaced: pb.WhyUnjudged.REPLACED,
  refused: pb.WhyUnjudged.REFUSED,
  resumable: pb.WhyUnjudged.RESUMABLE,
  mentioned: pb.WhyUnjudged.MENTIONED,
} satisfies Record<Partly, pb.WhyUnjudged>;

const why = words<Unjudged, pb.WhyUnjudged>('reason why something was not judged', {
  ...partly,
  clock: pb.WhyUnjudged.CLOCK,
  unmissed: pb.WhyUnjudged.UNMISSED,
  nothing: pb.WhyUnjudged.NOTHING,
  undeclared: pb.WhyUnjudged.UNDECLARED,
  declared: pb.WhyUnjudged.DECLARED,
  unbeaten: pb.WhyUnjudged.UNBEATEN,
  tokens: pb.WhyUnjudged.TOKENS,
  deviation: pb.WhyUnjudged.DEVIATION,
  clients: pb.WhyUnjudged.CLIENTS,
  freedom: pb.WhyUnjudged.FREEDOM,
  unshown: pb.WhyUnjudged.UNSHOWN,
  unreported: pb.WhyUnjudged.UNREPORTED,
  incomplete: pb.WhyUnjudged.INCOMPLETE,
  undue: pb.WhyUnjudged.UNDUE,
});

const judged = words<ClauseExtent['judged'], pb.JudgedExtent>('extent', {
  whole: pb.JudgedExtent.WHOLE,
  part: pb.JudgedExtent.PART,
  none: pb.JudgedExtent.NONE,
});

/** {@link LogFinding}, and adjourn.testing.v1.LogViolation. */
export const logFindings = codec<LogFinding, typeof pb.LogViolationSchema>(
  pb.LogViolationSchema,
  ({ words: text, diagram, scene: _, names = {}, ...finding }) => ({
    ...finding,
    rooms: [...finding.rooms],
    also: finding.also.map((one) => ({ ...one })),
    excerpt: finding.excerpt?.map((one) => ({ ...one })) ?? [],
    names: { ...names },
    ...maybe('diagram', diagram),
    ...maybe('words', text),
  }),
  ({ clause, file, line, at, rooms, allowed, seen, also, excerpt, diagram, words: text, names }) => ({
    clause: clauseId(clause),
    ...maybe('file', file),
    line,
    at,
    rooms,
    allowed,
    seen,
    also: also.map((one) => ({ clause: clauseId(one.clause), ...maybe('file', one.file), line: one.line })),
    ...maybe('excerpt', excerpt.length === 0 ? undefined : excerpt.map(excerptLine)),
    ...maybe('diagram', diagram),
    ...maybe('names', Object.keys(names).length === 0 ? undefined : names),
    ...maybe('words', text && { level: text.level, sentence: text.sentence, address: text.address }),
  }),
);

const excerptLine = ({ file, line, text, who, wrong }: pb.LogExcerptLine) => ({
  ...maybe('file', file),
  line,
  text,
  ...maybe('who', who),
  ...(wrong ? { wrong } : {}),
});

const placeOf = ({ file, line, at }: pb.LogPlace): LogPlace => ({ ...maybe('file', file), line, at });

/** A document of an earlier version does not say when and where. */
function extentIn({ since, until, rooms }: pb.BrokenInLog): BrokenExtent | undefined {
  if (!since || !until || !rooms) return undefined;
  const { number, more, most } = rooms;
  const named = most.map(({ room, times }) => ({ room, times }));
  return { since: placeOf(since), until: placeOf(until), rooms: { number, more, most: named } };
}

const broken = ({ clause, times, extent }: BrokenInLog): MessageInitShape<typeof pb.BrokenInLogSchema> => ({
  clause,
  times,
  ...(extent && {
    since: extent.since,
    until: extent.until,
    rooms: { ...extent.rooms, most: extent.rooms.most.map((one) => ({ ...one })) },
  }),
});

/** The part of a document that is about a log. */
export const logPart = {
  encode: (report: LogReport, findings: readonly LogFinding[]): MessageInitShape<typeof pb.LogReportSchema> => {
    const { lines, observations, rooms, pieces, streams, strange, time, peakBytes } = report;
    return {
      ...{ lines, observations, rooms, pieces, streams, strange, time, peakBytes },
      found: report.findings,
      violations: findings.map(logFindings.toMessage),
      broken: report.broken.map(broken),
      ...maybe('begins', report.begins),
      remarks: [...report.remarks],
      partly: [...report.partly].map(([reason, times]) => ({ reason: why.number(reason), pieces: times })),
      checks: Object.fromEntries(report.checks),
      clauses: report.clauses.map((one) => ({
        ...one,
        judged: judged.number(one.judged),
        why: one.why.map(({ reason, feature: name, pieces: times }) => ({
          reason: why.number(reason),
          ...maybe('feature', name && feature.number(name)),
          ...maybe('pieces', times),
        })),
      })),
    };
  },
  decode: (message: pb.LogReport) => {
    const { lines, observations, rooms, pieces, streams, strange, peakBytes, remarks } = message;
    const findings = message.violations.map(logFindings.fromMessage);
    const { total, reading, parsing, decoding } = need(message.time, 'The time of a log');
    const counts = {
      ...{ lines, observations, rooms, pieces, streams, strange, peakBytes, remarks },
      findings: message.found,
      partly: new Map(message.partly.map(({ reason, pieces: times }) => [partlyOf(reason), times])),
      checks: new Map(Object.entries(message.checks).map(([clause, times]) => [clauseId(clause), times])),
      clauses: message.clauses.map(extentOf),
      ...maybe('begins', message.begins),
      broken: message.broken.map((one) => ({
        clause: clauseId(one.clause),
        times: one.times,
        first: findings.filter(({ clause }) => clause === one.clause).slice(0, KEPT_OF_A_CLAUSE),
        ...maybe('extent', extentIn(one)),
      })),
      time: { total, reading, parsing, decoding },
    };
    return { counts, findings };
  },
};

function partlyOf(number: pb.WhyUnjudged): Partly {
  const word = why.word(number);
  if (!Object.hasOwn(partly, word)) throw new CodecError(`"${word}" is no reason why a piece was judged in part.`);
  return word as Partly;
}

const extentOf = ({ clause, judged: extent, checks, why: reasons }: pb.ClauseExtent): ClauseExtent => ({
  clause: clauseId(clause),
  judged: judged.word(extent),
  checks,
  why: reasons.map(({ reason, feature: name, pieces }) => ({
    reason: why.word(reason),
    ...maybe('feature', name === undefined ? undefined : feature.word(name)),
    ...maybe('pieces', pieces),
  })),
});
