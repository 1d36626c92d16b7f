// Who is in which meeting, and what a request does there. Node takes up one message at a time, and nothing here waits: so a request
// has told everybody before another one is taken up (fence.effects-first).
import { randomUUID } from 'node:crypto';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  type ClientMessage,
  Code,
  type Feature,
  type Join,
  type Participant,
  ParticipantSchema,
  ReasonCode,
  Role,
  type ServerMessage,
  ServerMessageSchema,
} from 'adjourn/es';

/** What the server declares beyond the base. A feature is kept as a whole, or not declared: claim.features. */
const FEATURES: Feature[] = [];

/** What everybody is told of a departure. Without extended_codes there is none for a Leave: reason.fallback. */
const reason = (code: ReasonCode): { reason?: { code: ReasonCode } } =>
  code === ReasonCode.MANUAL_LEAVE_CALLED ? {} : { reason: { code } };

/** One connection. */
export interface Client {
  /** Of the last message: sequence.dense. */
  sequence: number;
  /** Its first message has come. */
  heard: boolean;
  /** Nothing may follow what was written. */
  closing: boolean;
  /** Where it is present, and as whom; undefined before its Joined and after its departure. */
  room?: MeetingRoom | undefined;
  who?: Participant;
  write(message: ServerMessage): void;
  close(code: number): void;
}
/** A client that is present, or was. */
type Present = Client & { who: Participant };

/** One session of a room: from its first Join to its last departure. */
interface MeetingRoom {
  readonly id: string;
  readonly session: string;
  /** By participation. */
  readonly present: Map<string, Present>;
}

type Kind = NonNullable<MessageInitShape<typeof ServerMessageSchema>['kind']>;

function send(client: Client, kind: Kind, replyTo = 0): void {
  client.write(create(ServerMessageSchema, { sequence: ++client.sequence, replyTo, kind }));
}

/** The last that a client is told. The close frame repeats the reason: close.code. */
function sendRoomLeft(client: Client, code: ReasonCode, replyTo = 0): void {
  const why = reason(code);
  send(client, { case: 'roomLeft', value: why }, replyTo);
  client.closing = true;
  client.close(why.reason ? 3000 + code : 1000);
}

/** All rooms that are open. */
const open = new Map<string, MeetingRoom>();

/** Deals with one message. */
export function take(client: Client, { requestId, kind }: ClientMessage): void {
  const isFirst = !client.heard;
  client.heard = true;
  if (client.closing) return; // RoomLeft has settled what comes now: request.answered.
  const isJoin = kind.case === 'join';
  if (client.room ? isJoin || kind.case === 'resume' : isFirst && !isJoin) {
    lose(client, 1002); // frame.join-again, frame.first
  } else if (client.room && requestId > 0) {
    // An Ack has no number.
    const code = request(client as Present, client.room, requestId, kind);
    if (code) send(client, { case: 'rejected', value: { code } }, requestId);
  } else if (!client.room && isJoin) {
    const code = join(client, kind.value);
    // It stands outside of the stream: sequence.refused-join.
    if (code) client.write(create(ServerMessageSchema, { kind: { case: 'rejected', value: { code } } }));
  }
}

/** Lets somebody in, or gives the code of a refusal. */
function join(client: Client, { roomId, participantId, role }: Join): Code | undefined {
  if (!roomId || !participantId || ![Role.HOST, Role.ATTENDEE].includes(role)) return Code.INVALID_ARGUMENT;
  const room = open.get(roomId) ?? { id: roomId, session: randomUUID(), present: new Map<string, Present>() };
  const others = [...room.present.values()];
  if (others.some(({ who }) => who.participantId === participantId)) return Code.ALREADY_EXISTS;
  const participationId = randomUUID();
  const who = create(ParticipantSchema, { participantId, participationId, role });
  for (const other of others) send(other, { case: 'participantJoined', value: { participant: who } });
  open.set(roomId, room);
  room.present.set(participationId, Object.assign(client, { room, who }));
  const roster = others.map((other) => other.who);
  send(client, { case: 'joined', value: { sessionId: room.session, participationId, roster, features: FEATURES } });
  return undefined;
}

/** Does what somebody who is present asks for and answers it, or gives the code of a refusal. */
function request(client: Present, room: MeetingRoom, requestId: number, kind: ClientMessage['kind']): Code | undefined {
  switch (kind.case) {
    case 'leave':
      depart(client, ReasonCode.MANUAL_LEAVE_CALLED);
      sendRoomLeft(client, ReasonCode.MANUAL_LEAVE_CALLED, requestId);
      return undefined;
    case 'end':
      if (client.who.role !== Role.HOST && room.present.size > 1) return Code.PERMISSION_DENIED;
      end(room, ReasonCode.REMOVE_ALL, client, requestId);
      return undefined;
    case 'sync':
      send(client, { case: 'accepted', value: {} }, requestId);
      return undefined;
    default:
      return Code.UNIMPLEMENTED;
  }
}

/** Ends a stay and tells the others. The leaver is told by the caller. */
function depart(client: Client, code: ReasonCode): void {
  const { room, who } = client;
  if (!room || !who) return;
  client.room = undefined;
  room.present.delete(who.participationId);
  if (room.present.size === 0) open.delete(room.id);
  const { participantId, participationId } = who;
  const left = { participantId, participationId, ...reason(code) };
  for (const other of room.present.values()) send(other, { case: 'participantLeft', value: left });
}

/** Sends all who are in a room home, by RoomLeft alone: departure.by-room-left-alone. The caller, if any, comes last. */
function end(room: MeetingRoom, code: ReasonCode, caller?: Client, requestId = 0): void {
  open.delete(room.id);
  for (const client of room.present.values()) {
    client.room = undefined;
    if (client !== caller) sendRoomLeft(client, code);
  }
  if (caller) sendRoomLeft(caller, code, requestId);
}

/** For a server that shuts down: close.by-server. */
export function closeAll(): void {
  for (const room of open.values()) end(room, ReasonCode.ROOM_CLOSE);
}

/** Closes a connection for what came on it, or did not come. Who was there is lost: frame.contained. */
export function lose(client: Client, code: number): void {
  if (client.closing) return;
  gone(client, ReasonCode.WEBSOCKET_DISCONNECTED);
  client.close(code);
}

/** Is called for every connection that has ended, by either side. */
export function gone(client: Client, code: ReasonCode): void {
  client.closing = true;
  depart(client, code);
}
