/** Actions as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import { OPERATOR, PEER } from '../names.js';
import type { Action } from '../scenario.js';
import type {
  Bearer,
  Cut,
  ListenedEvent,
  ListenerReaction,
  Malformed,
  NamedSession,
  OperatorMethod,
  Pause,
  ResumeSequence,
  ResumeToken,
  WantedMode,
} from '../words.js';
import { entrance } from './entrance.js';
import { peerActions } from './peer.js';
import { CodecError, codec, maybe, unknownKind, words } from './shared.js';

/** Malformed frames, and their numbers. */
export const malformedFrame = words<Malformed, pb.Malformed>('malformed frame', {
  'wrong-type': pb.Malformed.WRONG_TYPE,
  undecodable: pb.Malformed.UNDECODABLE,
  oversize: pb.Malformed.OVERSIZE,
  'join-again': pb.Malformed.JOIN_AGAIN,
  'request-first': pb.Malformed.REQUEST_FIRST,
});

const token = words<ResumeToken, pb.TicketToken>('token of a resume', {
  newest: pb.TicketToken.NEWEST,
  first: pb.TicketToken.FIRST,
  'made-up': pb.TicketToken.MADE_UP,
  former: pb.TicketToken.FORMER,
});

const sequence = words<ResumeSequence, pb.TicketSequence>('sequence of a resume', {
  last: pb.TicketSequence.LAST,
  beyond: pb.TicketSequence.BEYOND,
  acked: pb.TicketSequence.ACKED,
});

export const wantedMode = words<WantedMode, pb.WantedMode>('mode', {
  viewer: pb.WantedMode.VIEWER,
  unspecified: pb.WantedMode.UNKNOWN,
});

const listenedEvent = words<ListenedEvent, pb.ListenedEvent>('event of a listener', {
  joined: pb.ListenedEvent.JOINED,
  participantJoined: pb.ListenedEvent.PARTICIPANT_JOINED,
  participantLeft: pb.ListenedEvent.PARTICIPANT_LEFT,
  roomLeft: pb.ListenedEvent.ROOM_LEFT,
});

const listenerReaction = words<ListenerReaction, pb.ListenerReaction>('reaction of a listener', {
  leave: pb.ListenerReaction.LEAVE,
  dispose: pb.ListenerReaction.DISPOSE,
  join: pb.ListenerReaction.JOIN,
  throw: pb.ListenerReaction.THROW,
});

type Operate = Extract<Action, { kind: 'operate' }>;
const call = words<OperatorMethod, pb.Call>('call of the operator', {
  endMeeting: pb.Call.END_MEETING,
  closeRoom: pb.Call.CLOSE_ROOM,
  removeParticipant: pb.Call.REMOVE_PARTICIPANT,
  stopMediaRelay: pb.Call.STOP_MEDIA_RELAY,
});
const session = words<NamedSession, pb.NamedSession>('session of a call', {
  none: pb.NamedSession.NONE,
  newest: pb.NamedSession.NEWEST,
  first: pb.NamedSession.FIRST,
  previous: pb.NamedSession.PREVIOUS,
});
const bearer = words<Bearer, pb.Bearer>('bearer token', {
  right: pb.Bearer.RIGHT,
  wrong: pb.Bearer.WRONG,
  missing: pb.Bearer.MISSING,
});

const pause = words<Pause, pb.Pause>('pause', {
  'half-window': pb.Pause.HALF_WINDOW,
  'past-window': pb.Pause.PAST_WINDOW,
  heartbeats: pb.Pause.HEARTBEATS,
  'half-timeout': pb.Pause.HALF_TIMEOUT,
  'past-timeout': pb.Pause.PAST_TIMEOUT,
  'past-leave': pb.Pause.PAST_LEAVE,
});
const cut = words<Cut, pb.CutKind>('cut', { fin: pb.CutKind.FIN, reset: pb.CutKind.RESET });

const operate = {
  encode: (one: Operate) => ({
    call: call.number(one.call),
    room: one.room,
    session: session.number(one.session),
    targets: [...one.targets],
    bearer: bearer.number(one.bearer),
  }),
  decode: (seat: string, message: pb.OperateAction): Operate => {
    if (seat !== OPERATOR) throw new CodecError(`The seat "${seat}" cannot call the RoomService; "${OPERATOR}" does.`);
    return {
      kind: 'operate',
      seat,
      call: call.word(message.call),
      room: message.room,
      session: session.word(message.session),
      targets: message.targets,
      bearer: bearer.word(message.bearer),
    };
  },
};

/** {@link Action}, and adjourn.testing.v1.Action. */
export const actions = codec<Action, typeof pb.ActionSchema>(
  pb.ActionSchema,
  (action) => ({ seat: action.seat, kind: actionKind(action) }),
  ({ seat, kind }) => {
    switch (kind.case) {
      case 'join':
        return { kind: 'join', seat, ...entrance.decode(kind.value) };
      case 'switchRoom':
        return { kind: 'switch', seat, ...entrance.decode(kind.value) };
      case 'resume': {
        const ticket = { token: token.word(kind.value.token), sequence: sequence.word(kind.value.sequence) };
        return { kind: 'resume', seat, ...ticket, ...maybe('late', kind.value.late) };
      }
      case 'mode':
        return { kind: 'mode', seat, mode: wantedMode.word(kind.value.mode) };
      case 'operate':
        return operate.decode(seat, kind.value);
      case 'remove':
        return { kind: 'remove', seat, target: kind.value.target };
      case 'close':
        return { kind: 'close', seat, code: kind.value.code };
      case 'malformed':
        return {
          kind: 'malformed',
          seat,
          frame: malformedFrame.word(kind.value.frame),
          ...maybe('vector', kind.value.vector),
        };
      case 'sync':
        return { kind: 'sync', seat, ...maybe('bytes', kind.value.bytes) };
      case 'cut':
        return { kind: 'cut', seat, how: kind.value.how === pb.CutKind.UNSPECIFIED ? 'fin' : cut.word(kind.value.how) };
      case 'delay':
        return { kind: 'delay', seat, ms: kind.value.ms };
      case 'restart':
        return { kind: 'restart', seat: ofServer(seat) };
      case 'wait':
        return { kind: 'wait', seat: ofServer(seat), pause: pause.word(kind.value.pause) };
      case 'listener': {
        const { event, reaction } = kind.value;
        return { kind: 'listener', seat, event: listenedEvent.word(event), reaction: listenerReaction.word(reaction) };
      }
      case 'peer':
        return { kind: 'peer', seat: ofServer(seat), does: peerActions.fromMessage(kind.value) };
      case 'leave':
      case 'end':
      case 'unknown':
      case 'freeze':
      case 'heal':
      case 'mute':
      case 'repeat':
      case 'again':
      case 'ack':
      case 'dispose':
      case 'unload':
        return { kind: kind.case, seat };
      default:
        throw new CodecError(`An action of seat "${seat}" has no kind that this version knows.`);
    }
  },
);

/** Nobody else can do what the seat of the server does. */
function ofServer(seat: string): typeof PEER {
  if (seat !== PEER) throw new CodecError(`The seat "${seat}" cannot do what the seat "${PEER}" does.`);
  return PEER;
}

function actionKind(action: Action): NonNullable<MessageInitShape<typeof pb.ActionSchema>['kind']> {
  switch (action.kind) {
    case 'join':
      return { case: 'join', value: entrance.encode(action) };
    case 'switch':
      return { case: 'switchRoom', value: entrance.encode(action) };
    case 'resume':
      return {
        case: 'resume',
        value: {
          token: token.number(action.token),
          sequence: sequence.number(action.sequence),
          ...maybe('late', action.late),
        },
      };
    case 'mode':
      return { case: 'mode', value: { mode: wantedMode.number(action.mode) } };
    case 'operate':
      return { case: 'operate', value: operate.encode(action) };
    case 'remove':
      return { case: 'remove', value: { target: action.target } };
    case 'close':
      return { case: 'close', value: { code: action.code } };
    case 'malformed':
      return {
        case: 'malformed',
        value: { frame: malformedFrame.number(action.frame), ...maybe('vector', action.vector) },
      };
    case 'sync':
      return { case: 'sync', value: maybe('bytes', action.bytes) };
    case 'cut':
      return { case: 'cut', value: { how: cut.number(action.how) } };
    case 'delay':
      return { case: 'delay', value: { ms: action.ms } };
    case 'wait':
      return { case: 'wait', value: { pause: pause.number(action.pause) } };
    case 'listener': {
      const value = { event: listenedEvent.number(action.event), reaction: listenerReaction.number(action.reaction) };
      return { case: 'listener', value };
    }
    case 'peer':
      return { case: 'peer', value: peerActions.toMessage(action.does) };
    case 'leave':
    case 'end':
    case 'unknown':
    case 'freeze':
    case 'heal':
    case 'mute':
    case 'restart':
    case 'repeat':
    case 'again':
    case 'ack':
    case 'dispose':
    case 'unload':
      return { case: action.kind, value: {} };
    default:
      throw unknownKind('action', action);
  }
}
