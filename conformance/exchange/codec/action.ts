/** Actions as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { Action, Malformed } from '../action.js';
import { CodecError, codec, unknownKind, words } from './shared.js';

const malformed = words<Malformed, pb.Malformed>('malformed frame', {
  'wrong-type': pb.Malformed.WRONG_TYPE,
  undecodable: pb.Malformed.UNDECODABLE,
  oversize: pb.Malformed.OVERSIZE,
  'join-again': pb.Malformed.JOIN_AGAIN,
  'request-first': pb.Malformed.REQUEST_FIRST,
});

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
