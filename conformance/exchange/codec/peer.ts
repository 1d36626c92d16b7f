/** What the peer does, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { DemandAnswer, PeerAction } from '../scenario.js';
import type { Code, Cut, Demand, Numbering, Wording } from '../words.js';
import { CodecError, codec, maybe, refusal, unknownKind, words } from './shared.js';

/** Demands, and their numbers. */
export const demand = words<Demand, pb.Demand>('demand', {
  connect: pb.Demand.CONNECT,
  join: pb.Demand.JOIN,
  resume: pb.Demand.RESUME,
  leave: pb.Demand.LEAVE,
  end: pb.Demand.END,
  switch: pb.Demand.SWITCH,
  remove: pb.Demand.REMOVE,
  mode: pb.Demand.MODE,
  sync: pb.Demand.SYNC,
  unknown: pb.Demand.UNKNOWN,
});

const numbering = words<Numbering, pb.Numbering>('numbering', {
  next: pb.Numbering.NEXT,
  zero: pb.Numbering.ZERO,
  repeat: pb.Numbering.REPEAT,
  gap: pb.Numbering.GAP,
});

const wording = words<Wording, pb.Wording>('wording', {
  own: pb.Wording.OWN,
  foreign: pb.Wording.FOREIGN,
  none: pb.Wording.NONE,
});

type Garbage = Extract<PeerAction, { kind: 'garbage' }>['frame'];
const garbage = words<Garbage, pb.Garbage>('frame', {
  text: pb.Garbage.TEXT,
  undecodable: pb.Garbage.UNDECODABLE,
});

const cut = words<Cut, pb.PeerCutKind>('cut', { fin: pb.PeerCutKind.FIN, reset: pb.PeerCutKind.RESET });

/** A reason that may be absent. */
const reason = {
  encode: ({ code, wording: text }: { readonly code: Code; readonly wording: Wording }) => ({
    ...maybe('code', code === 'absent' ? undefined : code),
    wording: wording.number(text),
  }),
  decode: (message: { readonly code?: number | undefined; readonly wording: pb.Wording }) => ({
    code: message.code ?? ('absent' as const),
    wording: wording.word(message.wording),
  }),
};

/** {@link PeerAction}, and adjourn.testing.v1.PeerAction. */
export const peerActions = codec<PeerAction, typeof pb.PeerActionSchema>(
  pb.PeerActionSchema,
  (does) => ({ deed: peerActionKind(does) }),
  ({ deed }) => {
    switch (deed.case) {
      case 'announce': {
        const { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs, later } = deed.value;
        return { kind: 'announce', announcement: { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs, later } };
      }
      case 'answer':
        return { kind: 'answer', demand: demand.word(deed.value.demand), answer: readAnswer(deed.value) };
      case 'roomLeft':
        return { kind: 'roomLeft', ...reason.decode(deed.value), numbering: numbering.word(deed.value.numbering) };
      case 'participantLeft': {
        const { who } = deed.value;
        const numbered = numbering.word(deed.value.numbering);
        return { kind: 'participantLeft', who, ...reason.decode(deed.value), numbering: numbered };
      }
      case 'participantJoined':
        return {
          kind: 'participantJoined',
          who: deed.value.who,
          numbering: numbering.word(deed.value.numbering),
        };
      case 'unknown':
        return { kind: 'unknown', numbering: numbering.word(deed.value.numbering) };
      case 'crowd':
        return { kind: 'crowd', count: deed.value.count };
      case 'garbage':
        return { kind: 'garbage', frame: garbage.word(deed.value.frame) };
      case 'close':
        return { kind: 'close', code: deed.value.code };
      case 'cut':
        return { kind: 'cut', how: cut.word(deed.value.how) };
      case 'heartbeat':
      case 'freeze':
      case 'heal':
      case 'rest':
        return { kind: deed.case };
      default:
        throw new CodecError('The peer is to do something that this version does not know.');
    }
  },
);

type Written = NonNullable<MessageInitShape<typeof pb.PeerActionSchema>['deed']>;

function peerActionKind(does: PeerAction): Written {
  switch (does.kind) {
    case 'announce':
      return { case: 'announce', value: { ...does.announcement } };
    case 'answer':
      return { case: 'answer', value: { demand: demand.number(does.demand), manner: writeAnswer(does.answer) } };
    case 'roomLeft':
      return { case: 'roomLeft', value: { ...reason.encode(does), numbering: numbering.number(does.numbering) } };
    case 'participantLeft': {
      const numbered = numbering.number(does.numbering);
      return { case: 'participantLeft', value: { who: does.who, ...reason.encode(does), numbering: numbered } };
    }
    case 'participantJoined':
      return { case: 'participantJoined', value: { who: does.who, numbering: numbering.number(does.numbering) } };
    case 'unknown':
      return { case: 'unknown', value: { numbering: numbering.number(does.numbering) } };
    case 'crowd':
      return { case: 'crowd', value: { count: does.count } };
    case 'garbage':
      return { case: 'garbage', value: { frame: garbage.number(does.frame) } };
    case 'close':
      return { case: 'close', value: { code: does.code } };
    case 'cut':
      return { case: 'cut', value: { how: cut.number(does.how) } };
    case 'heartbeat':
    case 'freeze':
    case 'heal':
    case 'rest':
      return { case: does.kind, value: {} };
    default:
      throw unknownKind('action of the peer', does);
  }
}

function readAnswer({ manner }: pb.PeerAnswer): DemandAnswer {
  switch (manner.case) {
    case 'lawfully':
    case 'never':
    case 'cut':
      return { how: manner.case };
    case 'reject': {
      const code = refusal.word(manner.value.code);
      if (code === 'unspecified') throw new CodecError('A refusal of the peer has no code.');
      return { how: 'reject', code };
    }
    case 'roomLeft':
      return { how: 'roomLeft', ...reason.decode(manner.value) };
    case 'close':
      return { how: 'close', code: manner.value.code };
    case 'withoutSubprotocol':
      return { how: 'without-subprotocol' };
    default:
      throw new CodecError('An answer of the peer is of no kind that this version knows.');
  }
}

function writeAnswer(answer: DemandAnswer): NonNullable<MessageInitShape<typeof pb.PeerAnswerSchema>['manner']> {
  switch (answer.how) {
    case 'lawfully':
    case 'never':
    case 'cut':
      return { case: answer.how, value: {} };
    case 'reject':
      return { case: 'reject', value: { code: refusal.number(answer.code) } };
    case 'roomLeft':
      return { case: 'roomLeft', value: reason.encode(answer) };
    case 'close':
      return { case: 'close', value: { code: answer.code } };
    case 'without-subprotocol':
      return { case: 'withoutSubprotocol', value: {} };
  }
}
