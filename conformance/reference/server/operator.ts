/** The operator's RoomService, over HTTP. An answer proves that everybody has been told. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { RoomService } from '../../../gen/es/index.js';
import type { RoomServiceCall } from '../../../spec/machine/events.js';
import type { Refusal } from '../../../spec/machine/messages.js';
import type { ServerEngine } from './engine.js';
import type { Parts } from './parts.js';

/** Answers an HTTP request. */
export type Handler = ReturnType<typeof connectNodeAdapter>;

const MOST_BYTES = 65_536;

interface Named {
  readonly roomId: string;
  readonly sessionId: string;
}

/** Answers POSTs to the service; everything else goes to `fallback`. */
export function roomService(engine: ServerEngine, token: string, fallback: Handler, pause: Parts['pause']): Handler {
  const isRight = sameAs(`Bearer ${token}`);
  const carryOut = async (
    call: RoomServiceCall,
    { roomId, sessionId }: Named,
    targets: readonly string[],
    caller: HandlerContext,
  ) => {
    const answer = engine.operate({
      type: 'operate',
      connection: randomUUID(),
      call,
      room: roomId,
      session: sessionId,
      targets,
      access: isRight(caller.requestHeader.get('authorization') ?? '') ? 'granted' : 'unauthenticated',
    });
    await pause('answer');
    if (answer?.kind === 'rejected') throw new ConnectError(sentences[answer.code], codes[answer.code]);
    if (answer === undefined) throw new ConnectError('The server is at fault.', Code.Internal);
    return {};
  };
  return connectNodeAdapter({
    grpc: false,
    grpcWeb: false,
    readMaxBytes: MOST_BYTES,
    fallback,
    routes: (router) =>
      router.service(RoomService, {
        endMeeting: (request, caller) => carryOut('endMeeting', request, [], caller),
        closeRoom: (request, caller) => carryOut('closeRoom', request, [], caller),
        removeParticipant: (request, caller) =>
          carryOut('removeParticipant', request, [request.participationId], caller),
        stopMediaRelay: (request, caller) => carryOut('stopMediaRelay', request, request.participationIds, caller),
      }),
  });
}

/** Compares in the same time whatever is given. */
function sameAs(right: string): (given: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(right);
  return (given) => timingSafeEqual(digest(given), expected);
}

const codes: Record<Refusal, Code> = {
  permission_denied: Code.PermissionDenied,
  invalid_argument: Code.InvalidArgument,
  not_found: Code.NotFound,
  already_exists: Code.AlreadyExists,
  unimplemented: Code.Unimplemented,
  unauthenticated: Code.Unauthenticated,
  resource_exhausted: Code.ResourceExhausted,
  unavailable: Code.Unavailable,
};

const sentences: Record<Refusal, string> = {
  permission_denied: 'The caller may not do that.',
  invalid_argument: 'The request is wrong.',
  not_found: 'There is no such room, session or participation.',
  already_exists: 'It exists already.',
  unimplemented: 'The server does not declare the feature of this call.',
  unauthenticated: 'The bearer token is missing or wrong.',
  resource_exhausted: 'That is more than the server takes.',
  unavailable: 'The server is too busy now.',
};
