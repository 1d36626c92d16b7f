/** What was noted about a client under test, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { AppEvent, CallEnd, Heard, Note, Said, ToldReason } from '../client.js';
import { wantedMode } from './action.js';
import { member } from './observation.js';
import { demand } from './peer.js';
import { CodecError, codec, maybe, refusal, role, unknownKind, words } from './shared.js';

const callEnd = words<CallEnd['how'], pb.CallEnd>('end of a call', {
  done: pb.CallEnd.DONE,
  failed: pb.CallEnd.FAILED,
  threw: pb.CallEnd.THREW,
});

const saidKinds: readonly string[] = [
  'joined',
  'resumed',
  'accepted',
  'rejected',
  'participantJoined',
  'participantLeft',
  'roomLeft',
  'heartbeat',
  'unknown',
  'garbage',
] satisfies Said['message'][];

const isSaid = (word: string): word is Said['message'] => saidKinds.includes(word);

const told = (reason: pb.ToldReason): ToldReason => ({
  ...maybe('type', reason.type),
  ...maybe('code', reason.code),
  ...maybe('message', reason.message),
  ...maybe('source', reason.source),
});

/** {@link Note} of what an application was told, and adjourn.testing.v1.AppEvent. */
export const appEvents = codec<Extract<Note, { kind: 'told' }>, typeof pb.AppEventSchema>(
  pb.AppEventSchema,
  ({ told: event, list, members }) => ({
    event: eventKind(event),
    ...maybe(
      'list',
      (list || members) && { participations: [...(list ?? [])], members: (members ?? []).map(member.encode) },
    ),
  }),
  ({ event, list }) => ({ kind: 'told', told: readEvent(event), ...(list && readList(list)) }),
);

/** A list with people in it is that of a system, and only there do names stand beside participations. */
function readList({ participations, members }: pb.ToldList): Pick<Extract<Note, { kind: 'told' }>, 'list' | 'members'> {
  return members.length > 0 ? { list: participations, members: members.map(member.decode) } : { list: participations };
}

function readEvent(event: pb.AppEvent['event']): AppEvent {
  switch (event.case) {
    case 'joined':
    case 'switched':
      return {
        event: event.case,
        participation: event.value.participation,
        ...maybe('session', event.value.session),
      };
    case 'participantJoined': {
      const { participant, participation, role: may } = event.value;
      return {
        event: 'participantJoined',
        participant,
        participation,
        ...(may === undefined ? {} : { role: role.word(may) }),
      };
    }
    case 'participantLeft': {
      const { participant, participation, reason } = event.value;
      return {
        event: 'participantLeft',
        participant,
        ...maybe('participation', participation),
        ...maybe('reason', reason && told(reason)),
        ...maybe('native', event.value.native),
      };
    }
    case 'roomLeft': {
      const { reason, native } = event.value;
      return { event: 'roomLeft', ...maybe('reason', reason && told(reason)), ...maybe('native', native) };
    }
    default:
      throw new CodecError('An event of an application has no kind that this version knows.');
  }
}

type Written = NonNullable<MessageInitShape<typeof pb.AppEventSchema>['event']>;

function eventKind(event: AppEvent): Written {
  switch (event.event) {
    case 'joined':
    case 'switched':
      return { case: event.event, value: { participation: event.participation, ...maybe('session', event.session) } };
    case 'participantJoined': {
      const { participant, participation, role: may } = event;
      const value = { participant, participation, ...(may === undefined ? {} : { role: role.number(may) }) };
      return { case: 'participantJoined', value };
    }
    case 'participantLeft': {
      const { participant, participation, reason, native } = event;
      return {
        case: 'participantLeft',
        value: {
          participant,
          ...maybe('participation', participation),
          ...maybe('reason', reason && { ...reason }),
          ...maybe('native', native),
        },
      };
    }
    case 'roomLeft': {
      const { reason, native } = event;
      return { case: 'roomLeft', value: { ...maybe('reason', reason && { ...reason }), ...maybe('native', native) } };
    }
  }
}

const heard = {
  encode: (one: Heard): MessageInitShape<typeof pb.HeardSchema> => {
    if (one.message === 'connect')
      return { message: demand.number('connect'), address: one.address, subprotocols: [...one.subprotocols] };
    const { message, role: named, mode, ...rest } = one;
    return {
      ...(message === 'ack' ? { ackOnly: true } : { message: demand.number(message) }),
      ...rest,
      ...maybe('role', named === undefined ? undefined : role.number(named)),
      ...maybe('mode', mode === undefined ? undefined : wantedMode.number(mode)),
    };
  },
  decode: (message: pb.Heard): Heard => {
    const kind = message.ackOnly ? 'ack' : demand.word(message.message);
    if (kind === 'connect') return { message: kind, address: message.address, subprotocols: message.subprotocols };
    const { request, ack, joinId, token, sequence, target, room, accessToken, participant } = message;
    return {
      message: kind,
      request,
      ack,
      ...maybe('joinId', joinId),
      ...maybe('token', token),
      ...maybe('sequence', sequence),
      ...maybe('target', target),
      ...maybe('room', room),
      ...maybe('accessToken', accessToken),
      ...maybe('participant', participant),
      ...maybe('role', message.role === undefined ? undefined : role.word(message.role)),
      ...maybe('mode', message.mode === undefined ? undefined : wantedMode.word(message.mode)),
    };
  },
};

const said = {
  encode: ({ code, text, refusal: refused, roster, ...rest }: Said): MessageInitShape<typeof pb.SaidSchema> => ({
    ...rest,
    ...maybe('reason', code === undefined ? undefined : { ...(code === 'absent' ? {} : { code }), text: text ?? '' }),
    ...maybe('refusal', refused === undefined ? undefined : refusal.number(refused)),
    ...maybe('roster', roster && { participations: [...roster] }),
  }),
  decode: (message: pb.Said): Said => {
    const { message: kind, sequence, replyTo, reason, refusal: refused, roster } = message;
    if (!isSaid(kind)) throw new CodecError(`"${kind}" is no message of a server that this version knows.`);
    return {
      message: kind,
      sequence,
      replyTo,
      ...(reason && { code: reason.code ?? 'absent', text: reason.text }),
      ...(refused === undefined ? {} : readRefusal(refused)),
      ...maybe('participant', message.participant),
      ...maybe('participation', message.participation),
      ...maybe('roster', roster?.participations),
      ...maybe('token', message.token),
      ...maybe('lastRequest', message.lastRequest),
      ...maybe('resumeWindowMs', message.resumeWindowMs),
      ...maybe('heartbeatTimeoutMs', message.heartbeatTimeoutMs),
    };
  },
};

function readRefusal(number: Parameters<typeof refusal.word>[0]): Pick<Said, 'refusal'> {
  const word = refusal.word(number);
  return word === 'unspecified' ? {} : { refusal: word };
}

/** {@link Note}, and adjourn.testing.v1.Note. */
export const notes = codec<Note, typeof pb.NoteSchema>(
  pb.NoteSchema,
  (note) => ({ kind: noteKind(note) }),
  ({ kind }) => {
    switch (kind.case) {
      case 'told':
        return appEvents.fromMessage(kind.value);
      case 'returned': {
        const { call, how, why } = kind.value;
        const word = callEnd.word(how);
        return { kind: 'returned', call, end: word === 'done' ? { how: word } : { how: word, why } };
      }
      case 'heard':
        return { kind: 'heard', heard: heard.decode(kind.value) };
      case 'said':
        return { kind: 'said', said: said.decode(kind.value) };
      case 'closed':
        return { kind: 'closed', code: kind.value.code, by: kind.value.byClient ? 'client' : 'server' };
      case 'unreadable':
        return { kind: 'unreadable', what: kind.value.what };
      default:
        throw new CodecError('A note has no kind that this version knows.');
    }
  },
);

function noteKind(note: Note): NonNullable<MessageInitShape<typeof pb.NoteSchema>['kind']> {
  switch (note.kind) {
    case 'told':
      return { case: 'told', value: appEvents.toMessage(note) };
    case 'returned': {
      const { call, end } = note;
      return {
        case: 'returned',
        value: { call, how: callEnd.number(end.how), why: end.how === 'done' ? '' : end.why },
      };
    }
    case 'heard':
      return { case: 'heard', value: heard.encode(note.heard) };
    case 'said':
      return { case: 'said', value: said.encode(note.said) };
    case 'closed':
      return { case: 'closed', value: { code: note.code, byClient: note.by === 'client' } };
    case 'unreadable':
      return { case: 'unreadable', value: { what: note.what } };
    default:
      throw unknownKind('note', note);
  }
}
