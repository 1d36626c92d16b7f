import { create, toBinary } from '@bufbuild/protobuf';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type ClauseId, clauses } from '../../gen/clauses.js';
import * as pb from '../../gen/es/testing/index.js';
import type { Partly, Unjudged } from './clause-extent.js';
import type { AppEvent, Heard, Note, Said, ToldReason } from './client.js';
import {
  actions,
  type Codec,
  CodecError,
  caseResults,
  documents,
  fromTestee,
  histories,
  logFindings,
  notes,
  observations,
  reports,
  scenarios,
  toTestee,
} from './codec.js';
import { type CrosswalkRow, measuredCauses } from './crosswalk.js';
import { features } from './features.js';
import type { History, HistoryRecord, Settled } from './history.js';
import type { LogFinding, LogReport } from './log-report.js';
import type { SystemProfile } from './mapping.js';
import { type Member, type Observation, silentJoined } from './observation.js';
import type { Profile } from './profile.js';
import type { CaseResult, ClauseTally, Failure, Report } from './report.js';
import type { ReportDocument } from './report-document.js';
import type { Action, DemandAnswer, PeerAction, Scenario } from './scenario.js';
import type { Answer, Command, FromTestee, ToTestee } from './testee.js';
import {
  type ClauseWords,
  type Code,
  demands,
  type ExitCode,
  flaws,
  listenedEvents,
  listenerReactions,
  type Malformed,
  namedSessions,
  numberings,
  operatorMethods,
  pauses,
  type Role,
  refusals,
  resumeSequences,
  resumeTokens,
  unfits,
  verdicts,
  wordings,
} from './words.js';

// ---- any data ----

const text = fc.string({ unit: 'binary', maxLength: 8 });
const uint = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const time = fc.double({ min: 0, max: 1e9, noNaN: true }).map((ms) => ms + 0);
const seed = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const role = fc.constantFrom<Role>('host', 'attendee');
const feature = fc.constantFrom(...features);
const clause = fc.constantFrom(...(Object.keys(clauses) as ClauseId[]));
const frames: Record<Malformed, true> = {
  'wrong-type': true,
  undecodable: true,
  oversize: true,
  'join-again': true,
  'request-first': true,
};
const ends: Record<Settled, true> = { fenced: true, quiet: true, unreachable: true };
const keys = <K extends string>(record: Record<K, true>) => fc.constantFrom(...(Object.keys(record) as K[]));
const is = <K extends string>(kind: K) => fc.constant(kind);

const optional = <T extends object, U extends object>(
  always: fc.Arbitrary<T>,
  more: { [K in keyof U]: fc.Arbitrary<U[K]> },
) => fc.tuple(always, fc.record(more, { requiredKeys: [] })).map(([one, rest]) => ({ ...one, ...rest }));
const aCode = fc.oneof(is('absent'), fc.integer(), fc.integer({ min: 1001, max: 1104 }));
const why = { code: aCode, wording: fc.constantFrom(...wordings) };
const numbering = fc.constantFrom(...numberings);

const demandAnswerKinds: { [K in DemandAnswer['how']]: fc.Arbitrary<Extract<DemandAnswer, { how: K }>> } = {
  lawfully: fc.record({ how: is('lawfully') }),
  never: fc.record({ how: is('never') }),
  reject: fc.record({ how: is('reject'), code: fc.constantFrom(...refusals) }),
  roomLeft: fc.record({ how: is('roomLeft'), ...why }),
  close: fc.record({ how: is('close'), code: uint }),
  cut: fc.record({ how: is('cut') }),
  'without-subprotocol': fc.record({ how: is('without-subprotocol') }),
};

const peerActionKinds: { [K in PeerAction['kind']]: fc.Arbitrary<Extract<PeerAction, { kind: K }>> } = {
  announce: fc.record({
    kind: is('announce'),
    announcement: fc.record({
      resumeWindowMs: uint,
      heartbeatIntervalMs: uint,
      heartbeatTimeoutMs: uint,
      later: fc.boolean(),
    }),
  }),
  answer: fc.record({
    kind: is('answer'),
    demand: fc.constantFrom(...demands),
    answer: fc.oneof(...Object.values(demandAnswerKinds)) as fc.Arbitrary<DemandAnswer>,
  }),
  roomLeft: fc.record({ kind: is('roomLeft'), ...why, numbering }),
  participantLeft: fc.record({ kind: is('participantLeft'), who: text, ...why, numbering }),
  participantJoined: fc.record({ kind: is('participantJoined'), who: text, numbering }),
  heartbeat: fc.record({ kind: is('heartbeat') }),
  unknown: fc.record({ kind: is('unknown'), numbering }),
  crowd: fc.record({ kind: is('crowd'), count: uint }),
  garbage: fc.record({ kind: is('garbage'), frame: fc.constantFrom('text', 'undecodable') }),
  close: fc.record({ kind: is('close'), code: uint }),
  cut: fc.record({ kind: is('cut'), how: fc.constantFrom('fin', 'reset') }),
  freeze: fc.record({ kind: is('freeze') }),
  heal: fc.record({ kind: is('heal') }),
  rest: fc.record({ kind: is('rest') }),
};
const peerAction = fc.oneof(...Object.values(peerActionKinds)) as fc.Arbitrary<PeerAction>;

const wrongs = { flaw: fc.constantFrom(...flaws), unfit: fc.constantFrom(...unfits) };

const bare = <K extends string>(kind: K) => fc.record({ kind: is(kind), seat: text });
const actionKinds: { [K in Action['kind']]: fc.Arbitrary<Action & { readonly kind: K }> } = {
  join: optional(fc.record({ kind: is('join'), seat: text, room: text }), wrongs),
  repeat: fc.record({ kind: is('repeat'), seat: text }),
  resume: fc.record({
    kind: is('resume'),
    seat: text,
    token: fc.constantFrom(...resumeTokens),
    sequence: fc.constantFrom(...resumeSequences),
  }),
  again: fc.record({ kind: is('again'), seat: text }),
  ack: fc.record({ kind: is('ack'), seat: text }),
  switch: optional(fc.record({ kind: is('switch'), seat: text, room: text }), wrongs),
  mode: fc.record({ kind: is('mode'), seat: text, mode: fc.constantFrom('viewer', 'unspecified') }),
  operate: fc.record({
    kind: is('operate'),
    seat: is('operator'),
    call: fc.constantFrom(...operatorMethods),
    room: text,
    session: fc.constantFrom(...namedSessions),
    targets: some(text),
    bearer: fc.constantFrom('right', 'wrong', 'missing'),
  }),
  leave: fc.record({ kind: is('leave'), seat: text }),
  end: fc.record({ kind: is('end'), seat: text }),
  remove: fc.record({ kind: is('remove'), seat: text, target: text }),
  sync: optional(fc.record({ kind: is('sync'), seat: text }), { bytes: uint }),
  unknown: fc.record({ kind: is('unknown'), seat: text }),
  cut: fc.record({ kind: is('cut'), seat: text, how: fc.constantFrom('fin', 'reset') }),
  freeze: bare('freeze'),
  mute: bare('mute'),
  heal: bare('heal'),
  dispose: bare('dispose'),
  unload: bare('unload'),
  listener: fc.record({
    kind: is('listener'),
    seat: text,
    event: fc.constantFrom(...listenedEvents),
    reaction: fc.constantFrom(...listenerReactions),
  }),
  delay: fc.record({ kind: is('delay'), seat: text, ms: uint }),
  restart: fc.record({ kind: is('restart'), seat: is('server') }),
  wait: fc.record({ kind: is('wait'), seat: is('server'), pause: fc.constantFrom(...pauses) }),
  close: fc.record({ kind: is('close'), seat: text, code: uint }),
  malformed: optional(fc.record({ kind: is('malformed'), seat: text, frame: keys(frames) }), { vector: uint }),
  peer: fc.record({ kind: is('peer'), seat: is('server'), does: peerAction }),
};
const action: fc.Arbitrary<Action> = fc.oneof(...Object.values(actionKinds));

const scenario: fc.Arbitrary<Scenario> = fc.record({
  seats: some(fc.record({ name: text, participant: text, role })),
  rounds: some(some(action)),
});

const profile: fc.Arbitrary<Profile> = fc.record(
  {
    name: text,
    side: fc.constantFrom('server', 'client'),
    features: some(feature),
    resumeWindowMs: uint,
    heartbeat: fc.record({ intervalMs: fc.integer({ min: 1, max: 2 ** 31 }), timeoutMs: uint }),
    wire: fc.boolean(),
    tokens: fc.boolean(),
    slackMs: uint,
    unsupported: some(text),
    deviations: some(fc.record({ clause: text, why: text })),
  },
  {
    requiredKeys: [
      'name',
      'side',
      'features',
      'resumeWindowMs',
      'wire',
      'tokens',
      'slackMs',
      'unsupported',
      'deviations',
    ],
  },
) as fc.Arbitrary<Profile>;

const member: fc.Arbitrary<Member> = fc.record({ participant: text, participation: text, role });
const reason: fc.Arbitrary<Code[]> = some(fc.oneof(is('absent'), fc.integer(), fc.integer({ min: 1001, max: 1104 })));
const numbered = { sequence: uint, replyTo: uint };
const withNumbers = <T extends { kind: string }>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc
    .tuple(fc.record(fields), fc.record(numbered, { requiredKeys: [] }))
    .map(([own, numbers]) => ({ ...numbers, ...own }) as T);
type Seeing<K extends Observation['kind']> = Omit<Extract<Observation, { kind: K }>, 'sequence' | 'replyTo'>;

type Plain<Value> = Value extends number ? number : string;
/** Any value for each field of a Joined, by the type of its default. */
const ofJoined = Object.fromEntries(
  Object.entries(silentJoined).map(([name, value]) => [name, typeof value === 'number' ? uint : text]),
) as unknown as {
  [K in Exclude<keyof typeof silentJoined, 'roster' | 'features'>]: fc.Arbitrary<Plain<(typeof silentJoined)[K]>>;
};

const observationKinds: { [K in Observation['kind']]: fc.Arbitrary<Seeing<K>> } = {
  joined: withNumbers<Seeing<'joined'>>({
    ...ofJoined,
    kind: is('joined'),
    participation: text,
    roster: some(member),
    features: some(feature),
  }),
  resumed: withNumbers<Seeing<'resumed'>>({ kind: is('resumed'), token: text, lastRequest: uint }),
  heartbeat: withNumbers<Seeing<'heartbeat'>>({ kind: is('heartbeat') }),
  accepted: withNumbers<Seeing<'accepted'>>({ kind: is('accepted') }),
  rejected: withNumbers<Seeing<'rejected'>>({
    kind: is('rejected'),
    code: fc.constantFrom(...refusals, 'unspecified' as const),
  }),
  participantJoined: withNumbers<Seeing<'participantJoined'>>({ kind: is('participantJoined'), member }),
  participantLeft: optional(
    withNumbers<Seeing<'participantLeft'>>({
      kind: is('participantLeft'),
      participant: text,
      participation: text,
      reason,
    }),
    { native: text },
  ),
  roomLeft: optional(withNumbers<Seeing<'roomLeft'>>({ kind: is('roomLeft'), reason }), { native: text }),
  closed: fc.record({ kind: is('closed'), code: uint }),
  invalid: fc.record({ kind: is('invalid'), what: text }),
};
const observation = fc.oneof(...Object.values(observationKinds)) as fc.Arbitrary<Observation>;

const toldReason: fc.Arbitrary<ToldReason> = fc.record(
  { type: text, code: fc.integer(), message: text, source: text },
  { requiredKeys: [] },
);
const appEventKinds: { [K in AppEvent['event']]: fc.Arbitrary<Extract<AppEvent, { event: K }>> } = {
  joined: optional(fc.record({ event: is('joined'), participation: text }), { session: text }),
  switched: optional(fc.record({ event: is('switched'), participation: text }), { session: text }),
  participantJoined: optional(fc.record({ event: is('participantJoined'), participant: text, participation: text }), {
    role,
  }),
  participantLeft: optional(fc.record({ event: is('participantLeft'), participant: text }), {
    participation: text,
    reason: toldReason,
    native: text,
  }),
  roomLeft: optional(fc.record({ event: is('roomLeft') }), { reason: toldReason, native: text }),
};
const toldKind = { kind: is('told'), told: fc.oneof(...Object.values(appEventKinds)) as fc.Arbitrary<AppEvent> };
const told: fc.Arbitrary<Extract<Note, { kind: 'told' }>> = fc.oneof(
  optional(fc.record(toldKind), { list: some(text) }),
  fc.record({ ...toldKind, list: some(text), members: fc.array(member, { minLength: 1, maxLength: 3 }) }),
);

const heard: fc.Arbitrary<Heard> = fc.oneof(
  fc.record({ message: is('connect'), address: text, subprotocols: some(text) }),
  optional(
    fc.record({
      message: fc.constantFrom('ack' as const, ...demands.filter((demand) => demand !== 'connect')),
      request: uint,
      ack: uint,
    }),
    { joinId: text, token: text, sequence: uint, target: text, room: text },
  ),
);

const saidKinds: Record<Said['message'], true> = {
  joined: true,
  resumed: true,
  accepted: true,
  rejected: true,
  participantJoined: true,
  participantLeft: true,
  roomLeft: true,
  heartbeat: true,
  unknown: true,
  garbage: true,
};
/** A reason has both parts, or the message has none. */
const saidReason = fc.option(fc.record({ code: aCode, text }), { nil: undefined });
const anySaid: fc.Arbitrary<Said> = fc
  .tuple(
    optional(fc.record({ message: keys(saidKinds), sequence: uint, replyTo: uint }), {
      refusal: fc.constantFrom(...refusals),
      participant: text,
      participation: text,
      roster: some(text),
      token: text,
      lastRequest: uint,
      resumeWindowMs: uint,
      heartbeatTimeoutMs: uint,
    }),
    saidReason,
  )
  .map(([one, reason]) => ({ ...one, ...reason }));

const anyCallEnd = fc.oneof(
  fc.record({ how: is('done') }),
  fc.record({ how: fc.constantFrom('failed' as const, 'threw' as const), why: text }),
);
const noteKinds: { [K in Note['kind']]: fc.Arbitrary<Extract<Note, { kind: K }>> } = {
  told,
  returned: fc.record({ kind: is('returned'), call: uint, end: anyCallEnd }),
  heard: fc.record({ kind: is('heard'), heard }),
  said: fc.record({ kind: is('said'), said: anySaid }),
  closed: fc.record({ kind: is('closed'), code: uint, by: fc.constantFrom('client', 'server') }),
  unreadable: fc.record({ kind: is('unreadable'), what: text }),
};
const note = fc.oneof(...Object.values(noteKinds)) as fc.Arbitrary<Note>;

const commandKinds: { [K in Command['kind']]: fc.Arbitrary<Extract<Command, { kind: K }>> } = {
  hello: fc.record({ kind: is('hello'), version: text }),
  open: optional(
    fc.record({
      kind: is('open'),
      world: text,
      url: text,
      seats: some(fc.record({ name: text, participant: text, role })),
    }),
    { addresses: fc.array(fc.record({ seat: text, address: text }), { minLength: 1, maxLength: 3 }) },
  ),
  act: fc.record({ kind: is('act'), world: text, action, accessToken: text }),
  settle: fc.record({ kind: is('settle'), world: text }),
  close: fc.record({ kind: is('close'), world: text }),
  nonsense: fc.record({ kind: is('nonsense') }),
};
const command: fc.Arbitrary<ToTestee> = fc.record({
  id: uint,
  command: fc.oneof(...Object.values(commandKinds)) as fc.Arbitrary<Command>,
});

const mappedWords = some(fc.record({ native: text, means: reason }));
const systemProfile: fc.Arbitrary<SystemProfile> = fc.record({
  features: some(fc.constantFrom(...features)),
  resumeWindowMs: uint,
  silenceMs: uint,
  slackMs: uint,
  quietMs: uint,
  upstream: text,
  deviations: some(fc.record({ clause: text, why: text })),
  mapping: fc.record({
    leaver: mappedWords,
    others: mappedWords,
    refusals: some(fc.record({ native: text, code: fc.constantFrom(...refusals) })),
  }),
});
const answerKinds: { [K in Answer['kind']]: fc.Arbitrary<Extract<Answer, { kind: K }>> } = {
  ready: optional(
    fc.record({
      kind: is('ready'),
      version: text,
      name: text,
      unsupported: some(text),
      side: fc.constantFrom('client', 'pair', 'system'),
    }),
    { system: systemProfile },
  ),
  done: fc.record({ kind: is('done') }),
  unsupported: fc.record({ kind: is('unsupported') }),
  refused: optional(fc.record({ kind: is('refused'), why: text }), { native: text }),
  broken: fc.record({ kind: is('broken'), why: text }),
};
const testeeMessage: fc.Arbitrary<FromTestee> = fc.oneof(
  fc.record({ kind: is('answer'), id: uint, answer: fc.oneof(...Object.values(answerKinds)) as fc.Arbitrary<Answer> }),
  fc.record({ kind: is('told'), world: text, seat: text, note: told }),
);

const stamp = { at: time, seat: text };
const particulars = {
  request: uint,
  ack: uint,
  target: text,
  targets: some(text),
  session: text,
  token: text,
  sequence: uint,
};
const recordKinds: { [K in HistoryRecord['kind']]: fc.Arbitrary<Extract<HistoryRecord, { kind: K }>> } = {
  sent: fc.record(
    { ...stamp, kind: is('sent'), round: uint, connection: uint, action, ...particulars },
    { requiredKeys: ['at', 'seat', 'kind', 'round', 'connection', 'action'] },
  ) as fc.Arbitrary<Extract<HistoryRecord, { kind: 'sent' }>>,
  seen: fc.record({ ...stamp, kind: is('seen'), connection: uint, observation }),
  client: fc.record({ ...stamp, kind: is('client'), connection: uint, note }),
  skipped: fc.record({ ...stamp, kind: is('skipped'), round: uint, action, why: text }),
  overdue: fc.record(
    { ...stamp, kind: is('overdue'), connection: uint, action, request: uint, afterMs: time },
    { requiredKeys: ['at', 'seat', 'kind', 'connection', 'action', 'afterMs'] },
  ) as fc.Arbitrary<Extract<HistoryRecord, { kind: 'overdue' }>>,
};

const history: fc.Arbitrary<History> = fc.record({
  scenario,
  profile,
  records: some(fc.oneof(...Object.values(recordKinds)) as fc.Arbitrary<HistoryRecord>),
  settled: keys(ends),
});

const clauseInWords: fc.Arbitrary<ClauseWords> = fc.record({ level: text, sentence: text, address: text });
/** What stands in a document alone: all of it is left out, or what there is to say. */
const inDocument = fc.option(fc.record({ words: clauseInWords, diagram: text, replay: text }, { requiredKeys: [] }), {
  nil: undefined,
});

const failed: fc.Arbitrary<Failure> = fc.record({
  clause,
  at: uint,
  allowed: text,
  seen: text,
  oracleOnly: fc.boolean(),
  scenario,
  history,
  shrink: fc.record({
    from: uint,
    to: uint,
    tookMs: time,
    fails: uint,
    of: uint,
    atOnce: uint.map((count) => Math.max(1, count)),
    sameAs: text,
  }),
  file: text,
});

/** What the longest explained part of the history came to is left out as a whole, or not at all. */
const reached = fc.option(fc.record({ explained: uint, state: some(text) }), { nil: undefined });
const known = fc.option(fc.record({ known: text }), { nil: undefined });
const failure = fc
  .tuple(failed, reached, inDocument, known)
  .map(([one, ...more]): Failure => Object.assign({}, one, ...more));

const judgedCase = fc.record({
  id: text,
  title: text,
  clauses: some(clause),
  verdict: fc.constantFrom(...verdicts),
  why: text,
  seed,
  runs: uint,
  checks: uint,
  steps: uint,
  tookMs: time,
  failures: fc.array(failure, { maxLength: 2 }),
});

/** Features that a case needs are left out where it needs none. */
const needed = fc.option(fc.record({ needs: fc.array(feature, { minLength: 1, maxLength: 3 }) }), { nil: undefined });
const caseResult = fc.tuple(judgedCase, needed).map(([one, more]): CaseResult => ({ ...one, ...more }));

const row: fc.Arbitrary<CrosswalkRow> = fc.record(
  {
    cause: fc.constantFrom(...measuredCauses),
    listener: fc.constantFrom('leaver', 'others'),
    native: text,
    means: some(aCode),
    times: uint,
    medianMs: uint,
    mostMs: uint,
  },
  { requiredKeys: ['cause', 'listener', 'means', 'times', 'medianMs', 'mostMs'] },
);

const tally: fc.Arbitrary<ClauseTally> = fc.record({
  clause: clause,
  checks: uint,
  broken: uint,
  named: uint,
  notToldApart: some(text),
  untold: uint,
});

const report: fc.Arbitrary<Report> = fc.record({
  spec: text,
  suite: text,
  target: text,
  profile,
  seed,
  cases: fc.array(caseResult, { maxLength: 2 }),
  checks: uint,
  steps: uint,
  tookMs: time,
  trouble: text,
  exitCode: fc.constantFrom<ExitCode>(0, 1, 2, 3, 130),
  crosswalk: some(row),
  date: text,
  options: text,
  clauses: some(tally),
  selection: text,
  declared: some(fc.record({ clause: text, why: text, seen: uint })),
  known: some(
    fc.record({
      caseId: text,
      clause: clause,
      reason: text,
      state: fc.constantFrom(...(['holds', 'stale', 'not-run', 'undecided'] as const)),
      of: uint,
      fails: uint,
    }),
  ),
});
const claimed = fc
  .tuple(report, fc.option(text, { nil: undefined }))
  .map(([one, claim]): Report => (claim === undefined ? one : { ...one, claim }));

const finding: fc.Arbitrary<LogFinding> = fc.record(
  {
    clause,
    file: text,
    line: uint,
    at: time,
    rooms: some(text),
    allowed: text,
    seen: text,
    also: some(fc.record({ clause, file: text, line: uint }, { requiredKeys: ['clause', 'line'] })),
    excerpt: fc.array(
      fc.record(
        { file: text, line: uint, text, who: text, wrong: fc.constant(true) },
        { requiredKeys: ['line', 'text'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    diagram: text,
    names: fc.dictionary(fc.constantFrom('ann#1', 'bob#2'), text, { minKeys: 1, noNullPrototype: true }),
    words: clauseInWords,
  },
  { requiredKeys: ['clause', 'line', 'at', 'rooms', 'allowed', 'seen', 'also'] },
);

const unjudged = fc.record(
  { reason: fc.constantFrom<Unjudged>('before', 'undeclared', 'mentioned', 'unshown'), feature, pieces: uint },
  { requiredKeys: ['reason'] },
);

const logReport: fc.Arbitrary<Omit<LogReport, 'broken'>> = fc.record({
  ...{ spec: text, suite: text, date: text, lines: uint, observations: uint, rooms: uint, pieces: uint, streams: uint },
  ...{ strange: uint, findings: uint, remarks: some(text), trouble: text, peakBytes: uint },
  time: fc.record({ total: time, reading: time, parsing: time, decoding: time }),
  partly: fc
    .uniqueArray(fc.constantFrom<Partly>('before', 'torn', 'mentioned'))
    .map((all) => new Map(all.map((one) => [one, 3]))),
  checks: fc.uniqueArray(clause).map((all) => new Map(all.sort().map((one) => [one, 7]))),
  clauses: some(
    fc.record({ clause, judged: fc.constantFrom('whole', 'part', 'none'), checks: uint, why: some(unjudged) }),
  ),
  exitCode: fc.constantFrom<ExitCode>(0, 1, 2, 3, 130),
});

const place = fc.record({ file: text, line: uint, at: time }, { requiredKeys: ['line', 'at'] });
/** When and where; and when the log begins. */
const placed = fc.record(
  {
    extent: fc.record({
      since: place,
      until: place,
      rooms: fc.record({ number: uint, more: fc.boolean(), most: some(fc.record({ room: text, times: uint })) }),
    }),
    begins: time,
  },
  { requiredKeys: [] },
);

const logDocument = fc
  .tuple(logReport, fc.array(finding, { maxLength: 4 }), text, placed)
  .map(([rest, findings, file, { extent, ...begins }]) => {
    const broken = [...new Set(findings.map((one) => one.clause))].map((id) => {
      const first = findings.filter((one) => one.clause === id);
      return { clause: id, times: first.length, first, ...(extent && { extent }) };
    });
    return { kind: 'log', report: { ...rest, ...begins, broken }, findings, file } satisfies ReportDocument;
  });
const runDocument = claimed.map((one) => ({ kind: 'run', report: one }) satisfies ReportDocument);

// ---- nothing is lost ----

// biome-ignore lint/suspicious/noExplicitAny: the table holds codecs of different data
const table: { name: string; of: Codec<any, any>; any: fc.Arbitrary<unknown> }[] = [
  { name: 'an action', of: actions, any: action },
  { name: 'an observation', of: observations, any: observation },
  { name: 'a note', of: notes, any: note },
  { name: 'a command', of: toTestee, any: command },
  { name: 'what a testee says', of: fromTestee, any: testeeMessage },
  { name: 'a scenario', of: scenarios, any: scenario },
  { name: 'a history', of: histories, any: history },
  { name: 'the result of a case', of: caseResults, any: caseResult },
  { name: 'a report', of: reports, any: claimed },
  { name: 'a violation in a log', of: logFindings, any: finding },
  { name: 'a document', of: documents, any: fc.oneof(runDocument, logDocument) },
];

describe.each(table)('$name comes back as it was', ({ of, any }) => {
  // fast-check makes some objects without a prototype; a clone is plain.
  const plain = any.map((data) => structuredClone(data));

  test.prop([plain])('from a message', (data) => {
    expect(of.fromMessage(of.toMessage(data))).toStrictEqual(data);
  });

  test.prop([plain])('from bytes', (data) => {
    expect(of.fromBinary(of.toBinary(data))).toStrictEqual(data);
  });

  test.prop([plain])('from JSON', (data) => {
    const json = JSON.parse(JSON.stringify(of.toJson(data)));
    expect(of.fromJson(json)).toStrictEqual(data);
  });
});

// ---- what is wrong is said in one sentence ----

const said = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(CodecError);
    return (error as CodecError).message;
  }
  throw new Error('Nothing was wrong.');
};

describe('what cannot be turned is said in one sentence', () => {
  const seats = [{ name: 'ann', participant: 'ann', role: 'ROLE_HOST' }];

  const wrong: [string, () => unknown, RegExp][] = [
    [
      'bytes that are no message',
      () => scenarios.fromBinary(new Uint8Array([7])),
      /^This cannot be read as .*Scenario: .+\.$/,
    ],
    [
      'JSON of another shape',
      () => scenarios.fromJson([1]),
      /^This cannot be read as adjourn.testing.v1.Scenario: .+\.$/,
    ],
    ['a field that is not known', () => scenarios.fromJson({ chairs: [] }), /"chairs"/],
    [
      'an unknown role',
      () => scenarios.fromJson({ seats: [{ ...seats[0], role: 9 }] }),
      /^9 is no role that this version/,
    ],
    ['no role', () => scenarios.fromJson({ seats: [{ name: 'ann' }] }), /^0 is no role that this version knows\.$/],
    ['no kind of action', () => actions.fromJson({ seat: 'ann' }), /^An action of seat "ann" has no kind that this/],
    [
      'a call by somebody else than the operator',
      () => actions.fromJson({ seat: 'ann', operate: {} }),
      /^The seat "ann" cannot call the RoomService; "operator" does\.$/,
    ],
    [
      'a message of a testee that says nothing',
      () => fromTestee.fromJson({ id: 1 }),
      /^A message of a testee is neither/,
    ],
    ['an event without a kind', () => notes.fromJson({ told: {} }), /^An event of an application has no kind that/],
    [
      'an action of the peer by somebody else',
      () => actions.fromJson({ seat: 'ann', peer: {} }),
      /^The seat "ann" cannot do what/,
    ],
    [
      'no kind of observation',
      () => observations.fromJson({}),
      /^An observation has no kind that this version knows\.$/,
    ],
    ['a history without a scenario', () => histories.fromJson({}), /^The scenario of a history is missing\.$/],
    [
      'a history without a profile',
      () => histories.fromJson({ scenario: {}, settled: 'SETTLED_QUIET' }),
      /^The profile of a history is missing\.$/,
    ],
    [
      'an unknown clause',
      () => caseResults.fromJson({ clauses: ['no.such'], verdict: 'VERDICT_PASS' }),
      /^"no\.such" is no clause of this version of the specification\.$/,
    ],
    [
      'an unknown exit code',
      () => reports.fromBinary(toBinary(pb.ReportSchema, create(pb.ReportSchema, { profile: {}, exitCode: 7 }))),
      /^7 is no exit code of the suite\.$/,
    ],
    [
      'a kind that the types exclude',
      () => actions.toBinary({ kind: 'sing', seat: 'ann' } as unknown as Action),
      /^"sing" is no kind of action that this version knows\.$/,
    ],
    [
      'a word that the types exclude',
      () => actions.toJson({ kind: 'malformed', seat: 'ann', frame: 'toString' as Malformed }),
      /^"toString" is no malformed frame that this version knows\.$/,
    ],
    [
      'a number that does not fit',
      () => actions.toBinary({ kind: 'close', seat: 'ann', code: -1 }),
      /^This cannot be written as adjourn\.testing\.v1\.Action: .+\.$/,
    ],
  ];

  test.each(wrong)('%s', (_, work, sentence) => {
    expect(said(work)).toMatch(sentence);
  });
});
