/**
 * A server of the base with `extended_codes` and `remove`, written from the text alone, as people write servers with `ws`:
 * an async handler for each message, an outbox for each connection, timers by setTimeout, a loss when 'close' comes.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { configureTextEncoding, getTextEncoding } from '@bufbuild/protobuf/wire';
import * as adjourn from 'adjourn/es';
import { WebSocketServer } from 'ws';

const { ClientMessageSchema, Code, Feature, ReasonCode, Role, ServerMessageSchema } = adjourn;
const { PORT = '8080', LOSS_MS = '0', ANSWER_MS = '0', OUTBOX_MS = '0', DROP = '0', ROOM_ORDER = '0' } = process.env;
const PROTOCOL = 'adjourn.v1.proto';
/** An outbox is in order, and a departure is put into all of them at once: the order is there, and is declared where asked for. */
const FEATURES = [Feature.EXTENDED_CODES, Feature.REMOVE, ...(ROOM_ORDER === '1' ? [Feature.ROOM_ORDER] : [])];
const MAX_FRAME = 65_536;
const UNBOUND_MS = 10_000;
/** RoomLeft closes with this and the reason's code. */
const CLOSE_BASE = 3000;
const GOODBYE = CLOSE_BASE + ReasonCode.MANUAL_LEAVE_CALLED;

// Ids are compared byte for byte; a decoder of text takes a byte order mark off where it is not told to keep it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
configureTextEncoding({ ...getTextEncoding(), decodeUtf8: (bytes) => utf8.decode(bytes) });

/** The open rooms by name: a session, those who are present, and the ids of those who have departed. */
const rooms = new Map();

/** Sends what waits for a connection in one go. The refusal of a Join has no place in the order. */
function flush(peer) {
  peer.timer = undefined;
  for (const [kind, value, replyTo] of peer.outbox.splice(0)) {
    const sequence = kind === 'rejected' && replyTo === 0 ? 0 : ++peer.sequence;
    const message = create(ServerMessageSchema, { sequence, replyTo, kind: { case: kind, value } });
    if (peer.ws.readyState === peer.ws.OPEN) peer.ws.send(toBinary(ServerMessageSchema, message));
  }
  if (!peer.closeCode || peer.held) return;
  peer.ws.close(peer.closeCode);
  loseLater(peer, ReasonCode.WEBSOCKET_DISCONNECTED);
}

function schedule(peer) {
  peer.timer ??= setTimeout(flush, Number(OUTBOX_MS), peer);
}

/** Nothing goes out to a newcomer before its Joined: until then it is held. */
function tell(peer, kind, value = {}, replyTo = 0) {
  (peer.held ?? peer.outbox).push([kind, value, replyTo]);
  schedule(peer);
}

function tellLeft(peer, code, replyTo = 0) {
  peer.closeCode = CLOSE_BASE + code;
  tell(peer, 'roomLeft', { reason: { code } }, replyTo);
}

/** A close that drops what waits comes at once: nothing may be missing before a RoomLeft. */
function close(peer, code) {
  peer.closeCode = code;
  if (DROP !== '1') return schedule(peer);
  peer.outbox = [];
  flush(peer);
}

const named = ({ participantId, participationId, role }) => ({ participantId, participationId, role });

/** Takes a participation out of its room and tells the others. The leaver is told by the caller. */
function depart(peer, code) {
  const { room, participantId, participationId } = peer;
  room.present.delete(participationId);
  room.departed.add(participationId);
  if (room.present.size === 0) rooms.delete(room.id);
  const left = { participantId, participationId, reason: { code } };
  for (const other of room.present.values()) tell(other, 'participantLeft', left);
}

/** Ends the meeting for everybody at once. The caller is told by its answer. */
function endRoom(room, code, caller) {
  rooms.delete(room.id);
  const all = [...room.present.values()];
  room.present.clear();
  for (const peer of all) if (peer !== caller) tellLeft(peer, code);
}

const isPresent = (peer) => peer.room?.present.get(peer.participationId) === peer;

/** The first thing that ended a connection decides, a little later. */
function loseLater(peer, code) {
  peer.loss ??= setTimeout(() => {
    if (isPresent(peer)) depart(peer, code);
  }, Number(LOSS_MS));
}

async function join(peer, { roomId, participantId, role }) {
  const room = rooms.get(roomId) ?? { id: roomId, sessionId: randomUUID(), present: new Map(), departed: new Set() };
  const others = [...room.present.values()];
  if (roomId === '' || participantId === '' || ![Role.HOST, Role.ATTENDEE].includes(role))
    return tell(peer, 'rejected', { code: Code.INVALID_ARGUMENT });
  if (others.some((other) => other.participantId === participantId))
    return tell(peer, 'rejected', { code: Code.ALREADY_EXISTS });
  Object.assign(peer, { room, participantId, role, participationId: randomUUID(), bound: true, held: [] });
  rooms.set(roomId, room);
  room.present.set(peer.participationId, peer);
  for (const other of others) tell(other, 'participantJoined', { participant: named(peer) });
  const { sessionId } = room;
  const joined = { sessionId, participationId: peer.participationId, roster: others.map(named), features: FEATURES };
  await sleep(Number(ANSWER_MS));
  const { held } = peer;
  peer.held = undefined;
  tell(peer, 'joined', joined);
  peer.outbox.push(...held);
}

/** Removes, and says what the answer is. */
function remove(peer, { participationId }) {
  const { room } = peer;
  const target = room.present.get(participationId);
  if (peer.role !== Role.HOST) return Code.PERMISSION_DENIED;
  if (target === peer) return Code.INVALID_ARGUMENT;
  if (!target) return room.departed.has(participationId) ? undefined : Code.NOT_FOUND;
  depart(target, ReasonCode.REMOVE_PEER);
  tellLeft(target, ReasonCode.REMOVE_PEER);
}

/** What a request does, and then, a little later, its answer. */
async function request(peer, id, { case: kind, value }) {
  let refusal;
  let left;
  if (kind === 'leave') {
    left = ReasonCode.MANUAL_LEAVE_CALLED;
    depart(peer, left);
  } else if (kind === 'end') {
    if (peer.role === Role.HOST || peer.room.present.size === 1) {
      left = ReasonCode.REMOVE_ALL;
      endRoom(peer.room, left, peer);
    } else refusal = Code.PERMISSION_DENIED;
  } else if (kind === 'remove') refusal = remove(peer, value);
  else if (kind !== 'sync') refusal = Code.UNIMPLEMENTED;
  await sleep(Number(ANSWER_MS));
  if (left) tellLeft(peer, left, id);
  else if (isPresent(peer)) tell(peer, refusal ? 'rejected' : 'accepted', refusal ? { code: refusal } : {}, id);
}

function decoded(data) {
  try {
    return fromBinary(ClientMessageSchema, data);
  } catch {
    return undefined;
  }
}

async function handle(peer, data, isBinary) {
  if (peer.closeCode || (peer.bound && !isPresent(peer))) return;
  if (!isBinary) return close(peer, 1003);
  const message = decoded(data);
  if (!message) return close(peer, 1007);
  const { requestId, kind } = message;
  const { first } = peer;
  peer.first = false;
  if (peer.bound && (kind.case === 'join' || kind.case === 'resume')) return close(peer, 1002);
  if (peer.bound) return requestId === 0 || kind.case === 'ackOnly' ? undefined : request(peer, requestId, kind);
  if (kind.case === 'join' && !peer.loss) return join(peer, kind.value);
  if (first) close(peer, 1002);
}

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(PORT),
  maxPayload: MAX_FRAME,
  handleProtocols: (offered) => offered.has(PROTOCOL) && PROTOCOL,
});
server.on('connection', (ws) => {
  if (ws.protocol !== PROTOCOL) return ws.close(1002);
  const peer = { ws, outbox: [], sequence: 0, first: true };
  let work = Promise.resolve();
  const unbound = setTimeout(() => peer.bound || ws.close(1008), UNBOUND_MS);
  ws.on('message', (data, isBinary) => {
    work = work
      .then(() => handle(peer, data, isBinary))
      .catch((fault) => {
        console.error(fault);
        close(peer, 1011);
      });
  });
  // ws closes by itself over an oversize frame, and says so here.
  ws.on('error', () => loseLater(peer, ReasonCode.WEBSOCKET_DISCONNECTED));
  ws.on('close', (code) => {
    clearTimeout(unbound);
    const goodbye = code === GOODBYE && !peer.closeCode;
    loseLater(peer, goodbye ? ReasonCode.MANUAL_LEAVE_CALLED : ReasonCode.WEBSOCKET_DISCONNECTED);
  });
});
server.on('listening', () => console.log(`listening on ws://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => {
  for (const room of [...rooms.values()]) endRoom(room, ReasonCode.ROOM_CLOSE);
  setTimeout(() => process.exit(), Number(OUTBOX_MS) + 50);
});
