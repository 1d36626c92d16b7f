/**
 * The plain data of this folder as messages of adjourn.testing.v1, and back. Nothing else in the suite knows those messages.
 *
 * Both directions are total and lose nothing. What cannot be turned raises a {@link CodecError}, in one sentence.
 */
import {
  create,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { type ClauseId, clauses } from '../../gen/clauses.js';
import { Feature as FeatureNumber, Code as RefusalNumber, Role as RoleNumber } from '../../gen/es/index.js';
import * as pb from '../../gen/es/testing/index.js';
import type { Action, Malformed } from './action.js';
import type { History, HistoryRecord, Settled } from './history.js';
import type { Code, Member, Observation, Refusal } from './observation.js';
import type { Feature, Profile } from './profile.js';
import type { ExitCode, Report } from './report.js';
import type { Role, Scenario } from './scenario.js';
import type { CaseResult, Failure, Verdict } from './verdict.js';

/** Data that cannot be turned, because it is not what it should be. The message is one sentence for the person who gave it. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
}

/** One kind of data, as a message, as its bytes, and as ProtoJSON. */
export interface Codec<Data, Desc extends DescMessage> {
  toMessage(data: Data): MessageShape<Desc>;
  fromMessage(message: MessageShape<Desc>): Data;
  toBinary(data: Data): Uint8Array;
  fromBinary(bytes: Uint8Array): Data;
  toJson(data: Data): JsonValue;
  fromJson(json: JsonValue): Data;
}

function codec<Data, Desc extends DescMessage>(
  schema: Desc,
  encode: (data: Data) => MessageInitShape<Desc>,
  decode: (message: MessageShape<Desc>) => Data,
): Codec<Data, Desc> {
  const toMessage = (data: Data) => create(schema, encode(data));
  const saying = <T>(before: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof CodecError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new CodecError(`${before} ${schema.typeName}: ${why.replace(/\.$/, '')}.`);
    }
  };
  const writing = 'This cannot be written as';
  const reading = 'This cannot be read as';
  return {
    toMessage: (data) => saying(writing, () => toMessage(data)),
    fromMessage: (message) => saying(reading, () => decode(message)),
    toBinary: (data) => saying(writing, () => toBinary(schema, toMessage(data))),
    fromBinary: (bytes) => saying(reading, () => decode(fromBinary(schema, bytes))),
    toJson: (data) => saying(writing, () => toJson(schema, toMessage(data), { alwaysEmitImplicit: true })),
    fromJson: (json) => saying(reading, () => decode(fromJson(schema, json))),
  };
}

// ---- words and numbers ----

/** A fixed vocabulary and the numbers of an enum: a word that has no number does not compile. */
function words<Word extends string, N extends number>(what: string, numbers: Record<Word, N>) {
  const byNumber = new Map<number, Word>((Object.entries(numbers) as [Word, N][]).map(([word, n]) => [n, word]));
  return {
    number(word: Word): N {
      if (!Object.hasOwn(numbers, word)) throw new CodecError(`"${word}" is no ${what} that this version knows.`);
      return numbers[word];
    },
    word(number: number): Word {
      const word = byNumber.get(number);
      if (word === undefined) throw new CodecError(`${number} is no ${what} that this version knows.`);
      return word;
    },
  };
}

const role = words<Role, RoleNumber>('role', { host: RoleNumber.HOST, attendee: RoleNumber.ATTENDEE });

const feature = words<Feature, FeatureNumber>('feature', {
  extended_codes: FeatureNumber.EXTENDED_CODES,
  remove: FeatureNumber.REMOVE,
  replace: FeatureNumber.REPLACE,
  resume: FeatureNumber.RESUME,
  switch: FeatureNumber.SWITCH,
  viewer: FeatureNumber.VIEWER,
  relay: FeatureNumber.RELAY,
  operator: FeatureNumber.OPERATOR,
  json: FeatureNumber.JSON,
  room_order: FeatureNumber.ROOM_ORDER,
  announces_each: FeatureNumber.ANNOUNCES_EACH,
});

const refusal = words<Refusal | 'unspecified', RefusalNumber>('refusal', {
  unspecified: RefusalNumber.UNSPECIFIED,
  canceled: RefusalNumber.CANCELED,
  unknown: RefusalNumber.UNKNOWN,
  invalid_argument: RefusalNumber.INVALID_ARGUMENT,
  deadline_exceeded: RefusalNumber.DEADLINE_EXCEEDED,
  not_found: RefusalNumber.NOT_FOUND,
  already_exists: RefusalNumber.ALREADY_EXISTS,
  permission_denied: RefusalNumber.PERMISSION_DENIED,
  resource_exhausted: RefusalNumber.RESOURCE_EXHAUSTED,
  failed_precondition: RefusalNumber.FAILED_PRECONDITION,
  aborted: RefusalNumber.ABORTED,
  out_of_range: RefusalNumber.OUT_OF_RANGE,
  unimplemented: RefusalNumber.UNIMPLEMENTED,
  internal: RefusalNumber.INTERNAL,
  unavailable: RefusalNumber.UNAVAILABLE,
  data_loss: RefusalNumber.DATA_LOSS,
  unauthenticated: RefusalNumber.UNAUTHENTICATED,
});

const malformed = words<Malformed, pb.Malformed>('malformed frame', {
  'wrong-type': pb.Malformed.WRONG_TYPE,
  undecodable: pb.Malformed.UNDECODABLE,
  oversize: pb.Malformed.OVERSIZE,
  'join-again': pb.Malformed.JOIN_AGAIN,
  'request-first': pb.Malformed.REQUEST_FIRST,
});

const settled = words<Settled, pb.Settled>('end of a history', {
  fenced: pb.Settled.FENCED,
  quiet: pb.Settled.QUIET,
  unreachable: pb.Settled.UNREACHABLE,
});

const verdict = words<Verdict, pb.Verdict>('verdict', {
  pass: pb.Verdict.PASS,
  fail: pb.Verdict.FAIL,
  warn: pb.Verdict.WARN,
  skip: pb.Verdict.SKIP,
  indistinguishable: pb.Verdict.INDISTINGUISHABLE,
  inconclusive: pb.Verdict.INCONCLUSIVE,
  'harness-fault': pb.Verdict.HARNESS_FAULT,
  'not-run': pb.Verdict.NOT_RUN,
});

const EXIT_CODES: ReadonlySet<number> = new Set<ExitCode>([0, 1, 2, 3, 130]);

function exitCode(code: number): ExitCode {
  if (!EXIT_CODES.has(code)) throw new CodecError(`${code} is no exit code of the suite.`);
  return code as ExitCode;
}

function clause(id: string): ClauseId {
  if (!Object.hasOwn(clauses, id)) throw new CodecError(`"${id}" is no clause of this version of the specification.`);
  return id as ClauseId;
}

/** A part that must be there. */
function need<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new CodecError(`${what} is missing.`);
  return part;
}

/** `{ [key]: value }`, or nothing at all: a property that is left out is not the same as one that is undefined. */
const maybe = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };

// ---- actions and scenarios ----

/** {@link Action}, and adjourn.testing.v1.Action. */
export const actions = codec<Action, typeof pb.ActionSchema>(
  pb.ActionSchema,
  (action) => ({ seat: action.seat, kind: actionKind(action) }),
  ({ seat, kind }) => {
    switch (kind.case) {
      case 'join':
        return { kind: 'join', seat, room: kind.value.room };
      case 'remove':
        return { kind: 'remove', seat, target: kind.value.target };
      case 'close':
        return { kind: 'close', seat, code: kind.value.code };
      case 'malformed':
        return { kind: 'malformed', seat, frame: malformed.word(kind.value.frame) };
      case 'leave':
      case 'end':
      case 'sync':
      case 'unknown':
      case 'cut':
        return { kind: kind.case, seat };
      default:
        throw new CodecError(`An action of seat "${seat}" has no kind that this version knows.`);
    }
  },
);

function actionKind(action: Action): NonNullable<MessageInitShape<typeof pb.ActionSchema>['kind']> {
  switch (action.kind) {
    case 'join':
      return { case: 'join', value: { room: action.room } };
    case 'remove':
      return { case: 'remove', value: { target: action.target } };
    case 'close':
      return { case: 'close', value: { code: action.code } };
    case 'malformed':
      return { case: 'malformed', value: { frame: malformed.number(action.frame) } };
    case 'leave':
    case 'end':
    case 'sync':
    case 'unknown':
    case 'cut':
      return { case: action.kind, value: {} };
    default:
      throw unknownKind('action', action);
  }
}

/** The error for data that the types exclude, and that came all the same. */
const unknownKind = (what: string, data: never): CodecError =>
  new CodecError(`"${(data as { kind?: unknown }).kind}" is no kind of ${what} that this version knows.`);

/** {@link Scenario}, and adjourn.testing.v1.Scenario. */
export const scenarios = codec<Scenario, typeof pb.ScenarioSchema>(
  pb.ScenarioSchema,
  ({ seats, rounds }) => ({
    seats: seats.map((seat) => ({ ...seat, role: role.number(seat.role) })),
    rounds: rounds.map((steps) => ({ steps: steps.map(actions.toMessage) })),
  }),
  ({ seats, rounds }) => ({
    seats: seats.map((seat) => ({ name: seat.name, participant: seat.participant, role: role.word(seat.role) })),
    rounds: rounds.map(({ steps }) => steps.map(actions.fromMessage)),
  }),
);

/** {@link Profile}, and adjourn.testing.v1.Profile. */
export const profiles = codec<Profile, typeof pb.ProfileSchema>(
  pb.ProfileSchema,
  (profile) => ({
    ...profile,
    features: profile.features.map(feature.number),
    unsupported: [...profile.unsupported],
    deviations: profile.deviations.map((deviation) => ({ ...deviation })),
  }),
  (message) => ({
    name: message.name,
    features: message.features.map(feature.word),
    resumeWindowMs: message.resumeWindowMs,
    wire: message.wire,
    slackMs: message.slackMs,
    unsupported: message.unsupported,
    deviations: message.deviations.map(({ clause, why }) => ({ clause, why })),
  }),
);

// ---- observations and histories ----

const candidate = {
  encode: (code: Code) => (code === 'absent' ? {} : { code }),
  decode: (message: pb.Candidate): Code => message.code ?? 'absent',
};

const member = {
  encode: (one: Member) => ({ ...one, role: role.number(one.role) }),
  decode: (message: pb.Member): Member => ({
    participant: message.participant,
    participation: message.participation,
    role: role.word(message.role),
  }),
};

/** {@link Observation}, and adjourn.testing.v1.Observation. */
export const observations = codec<Observation, typeof pb.ObservationSchema>(
  pb.ObservationSchema,
  (observation) => ({
    ...('sequence' in observation ? maybe('sequence', observation.sequence) : {}),
    ...('replyTo' in observation ? maybe('replyTo', observation.replyTo) : {}),
    kind: observationKind(observation),
  }),
  (message) => {
    const { kind } = message;
    const numbered = { ...maybe('sequence', message.sequence), ...maybe('replyTo', message.replyTo) };
    switch (kind.case) {
      case 'joined':
        return {
          ...numbered,
          kind: 'joined',
          session: kind.value.session,
          participation: kind.value.participation,
          roster: kind.value.roster.map(member.decode),
          features: kind.value.features.map(feature.word),
          resumeWindowMs: kind.value.resumeWindowMs,
          heartbeatIntervalMs: kind.value.heartbeatIntervalMs,
          heartbeatTimeoutMs: kind.value.heartbeatTimeoutMs,
        };
      case 'accepted':
        return { ...numbered, kind: 'accepted' };
      case 'rejected':
        return { ...numbered, kind: 'rejected', code: refusal.word(kind.value.code) };
      case 'participantJoined': {
        const who = need(kind.value.member, 'The member of a participantJoined');
        return { ...numbered, kind: 'participantJoined', member: member.decode(who) };
      }
      case 'participantLeft': {
        const { participant, participation, reason } = kind.value;
        return {
          ...numbered,
          kind: 'participantLeft',
          participant,
          participation,
          reason: reason.map(candidate.decode),
        };
      }
      case 'roomLeft':
        return { ...numbered, kind: 'roomLeft', reason: kind.value.reason.map(candidate.decode) };
      case 'closed':
        return { kind: 'closed', code: kind.value.code };
      case 'invalid':
        return { kind: 'invalid', what: kind.value.what };
      default:
        throw new CodecError('An observation has no kind that this version knows.');
    }
  },
);

function observationKind(seen: Observation): NonNullable<MessageInitShape<typeof pb.ObservationSchema>['kind']> {
  switch (seen.kind) {
    case 'joined': {
      const { session, participation, resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs } = seen;
      const roster = seen.roster.map(member.encode);
      const features = seen.features.map(feature.number);
      const times = { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs };
      return { case: 'joined', value: { session, participation, roster, features, ...times } };
    }
    case 'accepted':
      return { case: 'accepted', value: {} };
    case 'rejected':
      return { case: 'rejected', value: { code: refusal.number(seen.code) } };
    case 'participantJoined':
      return { case: 'participantJoined', value: { member: member.encode(seen.member) } };
    case 'participantLeft': {
      const { participant, participation } = seen;
      return {
        case: 'participantLeft',
        value: { participant, participation, reason: seen.reason.map(candidate.encode) },
      };
    }
    case 'roomLeft':
      return { case: 'roomLeft', value: { reason: seen.reason.map(candidate.encode) } };
    case 'closed':
      return { case: 'closed', value: { code: seen.code } };
    case 'invalid':
      return { case: 'invalid', value: { what: seen.what } };
    default:
      throw unknownKind('observation', seen);
  }
}

/** {@link HistoryRecord}, and adjourn.testing.v1.HistoryRecord. */
export const records = codec<HistoryRecord, typeof pb.HistoryRecordSchema>(
  pb.HistoryRecordSchema,
  (record) => ({ at: record.at, seat: record.seat, kind: recordKind(record) }),
  ({ at, seat, kind }) => {
    switch (kind.case) {
      case 'sent': {
        const { round, connection, request, target } = kind.value;
        const action = actions.fromMessage(need(kind.value.action, 'The action that was sent'));
        const named = { ...maybe('request', request), ...maybe('target', target) };
        return { kind: 'sent', at, seat, round, connection, action, ...named };
      }
      case 'seen': {
        const observation = observations.fromMessage(need(kind.value.observation, 'The observation of a record'));
        return { kind: 'seen', at, seat, connection: kind.value.connection, observation };
      }
      case 'skipped': {
        const action = actions.fromMessage(need(kind.value.action, 'The action that was skipped'));
        return { kind: 'skipped', at, seat, round: kind.value.round, action, why: kind.value.why };
      }
      case 'overdue': {
        const { connection, request, afterMs } = kind.value;
        const action = actions.fromMessage(need(kind.value.action, 'The action that is overdue'));
        return { kind: 'overdue', at, seat, connection, action, afterMs, ...maybe('request', request) };
      }
      default:
        throw new CodecError('A record of a history has no kind that this version knows.');
    }
  },
);

function recordKind(record: HistoryRecord): NonNullable<MessageInitShape<typeof pb.HistoryRecordSchema>['kind']> {
  switch (record.kind) {
    case 'sent': {
      const { round, connection, request, target } = record;
      const action = actions.toMessage(record.action);
      const named = { ...maybe('request', request), ...maybe('target', target) };
      return { case: 'sent', value: { round, connection, action, ...named } };
    }
    case 'seen': {
      const observation = observations.toMessage(record.observation);
      return { case: 'seen', value: { connection: record.connection, observation } };
    }
    case 'skipped':
      return {
        case: 'skipped',
        value: { round: record.round, action: actions.toMessage(record.action), why: record.why },
      };
    case 'overdue': {
      const { connection, request, afterMs } = record;
      const action = actions.toMessage(record.action);
      return { case: 'overdue', value: { connection, action, afterMs, ...maybe('request', request) } };
    }
    default:
      throw unknownKind('record', record);
  }
}

/** {@link History}, and adjourn.testing.v1.History. */
export const histories = codec<History, typeof pb.HistorySchema>(
  pb.HistorySchema,
  (history) => ({
    scenario: scenarios.toMessage(history.scenario),
    profile: profiles.toMessage(history.profile),
    records: history.records.map(records.toMessage),
    settled: settled.number(history.settled),
  }),
  (message) => ({
    scenario: scenarios.fromMessage(need(message.scenario, 'The scenario of a history')),
    profile: profiles.fromMessage(need(message.profile, 'The profile of a history')),
    records: message.records.map(records.fromMessage),
    settled: settled.word(message.settled),
  }),
);

// ---- verdicts and reports ----

/** {@link Failure}, and adjourn.testing.v1.Failure. */
export const failures = codec<Failure, typeof pb.FailureSchema>(
  pb.FailureSchema,
  (failure) => ({
    ...failure,
    scenario: scenarios.toMessage(failure.scenario),
    history: histories.toMessage(failure.history),
    shrink: { ...failure.shrink },
  }),
  (message) => {
    const { from, to, tookMs, fails, of, sameAs } = need(message.shrink, 'The shrinking of a failure');
    return {
      clause: clause(message.clause),
      at: message.at,
      allowed: message.allowed,
      seen: message.seen,
      oracleOnly: message.oracleOnly,
      scenario: scenarios.fromMessage(need(message.scenario, 'The scenario of a failure')),
      history: histories.fromMessage(need(message.history, 'The history of a failure')),
      shrink: { from, to, tookMs, fails, of, sameAs },
      file: message.file,
    };
  },
);

/** {@link CaseResult}, and adjourn.testing.v1.CaseResult. */
export const caseResults = codec<CaseResult, typeof pb.CaseResultSchema>(
  pb.CaseResultSchema,
  (result) => ({
    ...result,
    clauses: [...result.clauses],
    verdict: verdict.number(result.verdict),
    failures: result.failures.map(failures.toMessage),
  }),
  (message) => ({
    id: message.id,
    title: message.title,
    clauses: message.clauses.map(clause),
    verdict: verdict.word(message.verdict),
    why: message.why,
    seed: message.seed,
    runs: message.runs,
    checks: message.checks,
    steps: message.steps,
    tookMs: message.tookMs,
    failures: message.failures.map(failures.fromMessage),
  }),
);

/** {@link Report}, and adjourn.testing.v1.Report. */
export const reports = codec<Report, typeof pb.ReportSchema>(
  pb.ReportSchema,
  (report) => ({
    ...report,
    profile: profiles.toMessage(report.profile),
    cases: report.cases.map(caseResults.toMessage),
  }),
  (message) => ({
    spec: message.spec,
    suite: message.suite,
    target: message.target,
    profile: profiles.fromMessage(need(message.profile, 'The profile of a report')),
    seed: message.seed,
    cases: message.cases.map(caseResults.fromMessage),
    checks: message.checks,
    steps: message.steps,
    tookMs: message.tookMs,
    trouble: message.trouble,
    exitCode: exitCode(message.exitCode),
  }),
);
