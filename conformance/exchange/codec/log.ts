/** Reads the lines of a log. Nothing in the suite writes one: the operator of a system does. */
import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import {
  type ClientMessage,
  Mode,
  type Participant,
  type Reason,
  Role as RoleNumber,
  type ServerMessage,
} from '../../../gen/es/index.js';
import * as pb from '../../../gen/es/testing/index.js';
import { type Feature, features } from '../features.js';
import type { LogEntry, LogEvent, LoggedReport, LogWriter } from '../log.js';
import type { Member, Observation } from '../observation.js';
import type { Candidates } from '../words.js';
import { malformedFrame } from './action.js';
import { ofALine, readQuickly } from './log-quick.js';
import { firstUnknown } from './log-unknown.js';
import { CodecError, feature, fieldsOf, need, refusal, words } from './shared.js';

const closedBy = words<'server' | 'client' | 'network', pb.ClosedBy>('end of a connection', {
  server: pb.ClosedBy.SERVER,
  client: pb.ClosedBy.CLIENT,
  network: pb.ClosedBy.NETWORK,
});

/** A writer of a later revision is nobody whom this version knows. */
const writers = new Map<pb.LogWriter, LogWriter>([
  [pb.LogWriter.SERVER, 'server'],
  [pb.LogWriter.PROXY, 'proxy'],
  [pb.LogWriter.CLIENT, 'client'],
]);

/** {@link LogEntry}, of adjourn.testing.v1.LogLine. Throws a {@link CodecError}. */
export function readLogLine(json: JsonValue): LogEntry {
  return readQuickly(json) ?? readBySchema(json);
}

/** The same by the schema alone, whatever the line looks like. */
export function readBySchema(json: JsonValue): LogEntry {
  const entry = strictly(json);
  if (entry.kind === 'head') return entry;
  if (entry.kind !== 'reported' && entry.connection === '')
    throw new CodecError('The name of its connection is missing.');
  if (!isStamped(json)) throw new CodecError(UNSTAMPED);
  return entry.kind === 'reported' ? { ...entry, connection: '' } : entry;
}

/** ProtoJSON takes what is left out for 0; nobody can tell that from a line whose writer knows of no clock. */
const UNSTAMPED = 'It has no "at": write when it happened, in milliseconds, also where that is 0.';

const isStamped = (json: JsonValue): boolean =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && Number.isFinite(Number(json.at ?? Number.NaN));

/** What a line says beyond the schema is for its owner; within what the schema knows, an unknown name is a slip of the writer. */
function strictly(json: JsonValue): LogEntry {
  const line = withoutItsOwn(json);
  try {
    return entryOf(fromJson(pb.LogLineSchema, line));
  } catch (error) {
    if (error instanceof CodecError) throw error;
    const unknown = firstUnknown(pb.LogLineSchema, line);
    if (unknown !== undefined) throw new CodecError(unknown);
    const why = error instanceof Error ? error.message : String(error);
    throw new CodecError(`It is no LogLine: ${why.replace(/\.$/, '')}.`);
  }
}

/** A line without the fields that are its owner's. */
function withoutItsOwn(json: JsonValue): JsonValue {
  if (Array.isArray(json)) throw new CodecError('It is no LogLine but a list: write one object a line.');
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).filter(([name]) => ofALine.has(name)));
}

const entryOf = (line: pb.LogLine): LogEntry => ({ at: line.at, connection: line.connection, ...eventOf(line) });

function eventOf({ kind }: pb.LogLine): LogEvent {
  switch (kind.case) {
    case 'head': {
      const { name, complete, slackMs, deviations } = kind.value;
      const lossSeenMs = Math.max(0, kind.value.lossSeenMs || 0);
      const reportedWithinMs = Math.max(0, kind.value.reportedWithinMs || 0);
      const writer = writers.get(kind.value.writer) ?? 'unknown';
      const plain = deviations.map(({ clause, why }) => ({ clause, why }));
      const times = { slackMs, lossSeenMs, reportedWithinMs };
      return { kind: 'head', head: { name, complete, ...times, deviations: plain, writer } };
    }
    case 'fromClient':
      return asked(kind.value);
    case 'fromServer':
      return shown(kind.value);
    case 'closed':
      return { kind: 'closed', by: closedBy.word(kind.value.by), code: kind.value.code };
    case 'brokenFrame':
      return { kind: 'malformed', frame: malformedFrame.word(kind.value) };
    case 'departureReported':
    case 'sessionEndReported':
      return { kind: 'reported', report: reportOf(kind) };
    case 'answer': {
      const code = refusal.word(kind.value.refused);
      return { kind: 'answer', refused: code === 'unspecified' ? undefined : code };
    }
    case undefined:
      throw new CodecError('It says nothing of what happened: one of "fromClient", "fromServer", "closed" and so on.');
    default:
      return called(kind);
  }
}

type ReportCase = 'departureReported' | 'sessionEndReported';

function reportOf(kind: Extract<pb.LogLine['kind'], { case: ReportCase }>): LoggedReport {
  const { reportId: id, roomId: room, sessionId: session } = kind.value;
  if (kind.case === 'sessionEndReported') return { about: 'session', id, room, session };
  const { participantId: participant, participationId: participation, reason } = kind.value;
  return { about: 'departure', id, room, session, participant, participation, reason: candidates(reason) };
}

type CallCase = 'endMeeting' | 'closeRoom' | 'removeParticipant' | 'stopMediaRelay';

function called(kind: Extract<pb.LogLine['kind'], { case: CallCase }>): LogEvent {
  const { roomId: room, sessionId: session } = kind.value;
  const one = kind.case === 'removeParticipant' ? [kind.value.participationId] : [];
  const targets = kind.case === 'stopMediaRelay' ? [...kind.value.participationIds] : one;
  return { kind: 'call', call: kind.case, room, session, targets };
}

function asked({ requestId: request, ack, kind }: ClientMessage): LogEvent {
  switch (kind.case) {
    case 'join': {
      const { roomId, participantId, role, joinId } = kind.value;
      return { kind: 'join', room: roomId, participant: participantId, role: roleOf(role), joinId };
    }
    case 'resume':
      return { kind: 'resume', token: kind.value.resumeToken, sequence: kind.value.sequence };
    case 'ackOnly':
      return { kind: 'ack', ack };
    case 'remove':
      return { kind: 'ask', request, ack, question: { kind: 'remove', participation: kind.value.participationId } };
    case 'switchRoom':
      return { kind: 'ask', request, ack, question: { kind: 'switch', room: kind.value.roomId } };
    case 'changeMode': {
      const mode = kind.value.mode === Mode.VIEWER ? 'viewer' : 'unspecified';
      return { kind: 'ask', request, ack, question: { kind: 'mode', mode } };
    }
    default:
      return { kind: 'ask', request, ack, question: { kind: kind.case ?? 'unknown' } };
  }
}

function shown(message: ServerMessage): LogEvent {
  const observation = observed(message);
  return observation ? { kind: 'seen', observation } : { kind: 'unreadable' };
}

function observed({ sequence, replyTo, kind }: ServerMessage): Observation | undefined {
  switch (kind.case) {
    case 'joined': {
      const { sessionId: session, participationId: participation, ...message } = fieldsOf(kind.value);
      const { resumeToken: token, lastRequestId: lastRequest, roster, features: declared, ...same } = message;
      const lists = { roster: roster.map(member), features: declared.flatMap(known) };
      return { kind: 'joined', sequence, replyTo, ...same, session, participation, ...lists, token, lastRequest };
    }
    case 'resumed': {
      const { resumeToken: token, lastRequestId: lastRequest } = kind.value;
      return { kind: 'resumed', sequence, replyTo, token, lastRequest };
    }
    case 'rejected':
      return { kind: 'rejected', sequence, replyTo, code: refusal.word(kind.value.code) };
    case 'participantJoined':
      return {
        kind: 'participantJoined',
        sequence,
        replyTo,
        member: member(need(kind.value.participant, 'The participant of a ParticipantJoined')),
      };
    case 'participantLeft': {
      const { participantId: participant, participationId: participation, reason } = kind.value;
      return { kind: 'participantLeft', sequence, replyTo, participant, participation, reason: candidates(reason) };
    }
    case 'roomLeft':
      return { kind: 'roomLeft', sequence, replyTo, reason: candidates(kind.value.reason) };
    case 'heartbeat':
    case 'accepted':
      return { kind: kind.case, sequence, replyTo };
    default:
      return undefined;
  }
}

const candidates = (reason: Reason | undefined): Candidates => [reason ? reason.code : 'absent'];

const roleOf = (role: RoleNumber) => (role === RoleNumber.HOST ? 'host' : 'attendee');

const member = ({ participantId, participationId, role }: Participant): Member => ({
  participant: participantId,
  participation: participationId,
  role: roleOf(role),
});

const byNumber = new Map<number, Feature>(features.map((name) => [feature.number(name), name]));

/** A feature that this version does not know is nobody's fault, and nothing can be judged of it. */
const known = (number: number): Feature[] => {
  const name = byNumber.get(number);
  return name === undefined ? [] : [name];
};
