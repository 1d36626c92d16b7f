/** How the peer takes a frame of the client's. Clauses: `frame.*`, `request.never-twice`. */
import { wsClose } from '../../../gen/codes.js';
import type { Heard } from '../../exchange/client.js';
import { TEXT_SUBPROTOCOL } from '../../link/json.js';
import { decodeClientSpeech, type HeardSpeech } from '../../link/server-codec.js';
import type { PeerConnection } from './connection.js';
import { sayRoomLeft } from './departures.js';
import { answerJoin, answerResume, joined } from './entrance.js';
import { lawfully, type PeerRequest } from './lawful.js';
import type { PeerRoomObject } from './room-object.js';
import { answerInstead } from './unlawful.js';
import type { PeerWorld } from './world.js';

/** How long one message of a client may be, in bytes. Clause `frame.oversize`. */
const MOST_BYTES = 65_536;

/** A frame has come over a connection. */
export function takeFrame(world: PeerWorld, connection: PeerConnection, data: Uint8Array, isBinary: boolean): void {
  if (!connection.usable) return;
  const { subprotocol } = connection;
  const heard =
    data.length > MOST_BYTES ? `a message of ${data.length} bytes` : decodeClientSpeech(data, isBinary, subprotocol);
  if (typeof heard === 'string')
    reject(world, connection, heard, closeCodeFor(data, isBinary === (subprotocol === TEXT_SUBPROTOCOL)));
  else take(world, connection, heard);
}

function closeCodeFor(data: Uint8Array, ofWrongType: boolean): number {
  if (data.length > MOST_BYTES) return wsClose.MESSAGE_TOO_BIG;
  return ofWrongType ? wsClose.UNSUPPORTED_DATA : wsClose.INVALID_PAYLOAD;
}

function take(world: PeerWorld, connection: PeerConnection, heard: HeardSpeech): void {
  const { content } = heard;
  const roomObject = world.carriedBy(connection);
  const first = connection.use === 'nothing';
  if (first) connection.use = 'begun';
  world.hear(connection, asNote(heard));
  roomObject?.heard(connection, heard.ack);
  const opens = content.kind === 'join' || (content.kind === 'resume' && world.announcement.resumeWindowMs > 0);
  const outOfPlace = (where: string): void =>
    reject(world, connection, `a ${content.kind} ${where}`, wsClose.PROTOCOL_ERROR);
  if (opens && roomObject) outOfPlace('on a connection that carries somebody');
  else if (content.kind === 'join') answerJoin(world, connection, content);
  else if (opens && content.kind === 'resume') answerResume(world, connection, content);
  else if (first) outOfPlace('as the first message of a connection');
  else if (roomObject) takeRequest(world, roomObject, heard);
}

/** Nothing is answered that has been taken up already; nor anything behind a departure. */
function takeRequest(world: PeerWorld, roomObject: PeerRoomObject, { content, request }: HeardSpeech): void {
  if (content.kind === 'ack' || content.kind === 'resume' || content.kind === 'join') return;
  if (!roomObject.departure && request > roomObject.lastRequest) answerRequest(world, roomObject, content, request);
}

/** The connection is lost by what came over it. */
function reject(world: PeerWorld, connection: PeerConnection, what: string, closeCode: number): void {
  const roomObject = world.carriedBy(connection);
  world.note(connection, { kind: 'unreadable', what });
  connection.close(closeCode);
  roomObject?.lose();
}

function asNote({ request, ack, content }: HeardSpeech): Heard {
  const { kind, ...fields } = content;
  return { message: kind, request, ack, ...fields };
}

/** Takes up a request with this number, and answers it. */
export function answerRequest(
  world: PeerWorld,
  roomObject: PeerRoomObject,
  content: PeerRequest,
  request: number,
): void {
  // What is never answered is as if it had not been read: it may be sent again.
  if (world.answerTo(content.kind).how === 'never') return;
  roomObject.lastRequest = request;
  if (answerInstead(world, roomObject.connection, content.kind, { roomObject, request })) return;
  const answer = lawfully(content, roomObject, world.participations, () => joined(world, roomObject));
  if ('refusal' in answer) world.say(roomObject, { kind: 'rejected', refusal: answer.refusal }, request);
  else if ('departs' in answer)
    sayRoomLeft(world, roomObject, { code: answer.departs, wording: 'own', replyTo: request });
  else {
    if (answer.first) world.say(roomObject, answer.first);
    world.say(roomObject, answer.answer, request);
  }
}
