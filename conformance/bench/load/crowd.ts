/**
 * One room with everybody in it, ended at once: how long until the last one has its RoomLeft, beside a bare
 * broadcast.
 */
import { close, reason } from '../../../gen/codes.js';
import { ClientMessage, Role, ServerMessage } from '../../../gen/ts-proto/index.js';
import { Peer } from './peer.js';
import { startMeasuredServer } from './server-process.js';
import { counted } from './tally.js';

/** How many connect and join at the same time. */
const AT_ONCE = 100;
/** A client acknowledges so many messages with one Ack. */
const ACK_EVERY = 256;
/** A frame of the server's, head included, is of so few bytes that its length stands in the head's second one. */
const NO_BYTES = new Uint8Array();

/** How the end of a meeting went. */
export interface CrowdEnd {
  /** From the sending of End to the last RoomLeft, and to the last close frame, in milliseconds. */
  readonly toldMs: number;
  readonly closedMs: number;
  /** The bytes of one RoomLeft. */
  readonly told: Uint8Array;
  /** What was received that should not have been, or was missing; empty where all is right. */
  readonly wrong: string[];
}

/** How the filling of the room went. */
export interface CrowdFilling {
  readonly joinMs: number;
  /** How many messages the server sent for it. */
  readonly messages: number;
}

/** One of the crowd, with how many messages it has received, and the last of them. */
interface CrowdMember {
  received: number;
  last: Uint8Array;
  readonly peer: Peer;
}

/** Joins the crowd: counts, acknowledges, and keeps nothing else. `heard` is called after each message. */
async function newMember(port: number, heard: () => void): Promise<CrowdMember> {
  const member: Omit<CrowdMember, 'peer'> & { peer?: Peer } = { received: 0, last: NO_BYTES };
  const peer = await Peer.open(port, {
    // After the Joined only the last message matters: whatever comes is counted, and looked at once all is over.
    message(bytes, { from, to }) {
      member.received += 1;
      member.last = Uint8Array.prototype.slice.call(bytes, from, to);
      if (member.received % ACK_EVERY === 0)
        member.peer?.send(message(0, member.received, { $case: 'ackOnly', value: {} }));
      heard();
    },
  });
  return Object.assign(member, { peer });
}

const message = (requestId: number, ack: number, kind: ClientMessage['kind']): Uint8Array =>
  ClientMessage.encode({ requestId, ack, kind }).finish();

/** Everybody in one room; at first nobody. */
function newCrowd(port: number) {
  const all: CrowdMember[] = [];
  let received = 0;
  let awaited = 0;
  let arrived = () => {};

  const heard = () => {
    received += 1;
    if (received === awaited) arrived();
  };

  /** Waits until so many messages have been received by all together. */
  async function until(count: number): Promise<void> {
    if (received >= count) return;
    awaited = count;
    await new Promise<void>((resolve) => {
      arrived = resolve;
    });
  }

  async function open(count: number): Promise<CrowdMember[]> {
    const members = await Promise.all(Array.from({ length: count }, () => newMember(port, heard)));
    all.push(...members);
    return members;
  }

  return {
    /** Connects without a word. */
    async gather(size: number): Promise<void> {
      for (let there = 0; there < size; there += AT_ONCE) await open(Math.min(AT_ONCE, size - there));
    },

    /** All join one room; the first is the host. `announced`: each hears of all who come later. */
    async fill(size: number, announced: boolean): Promise<CrowdFilling> {
      const started = performance.now();
      for (let there = 0; there < size; there += AT_ONCE) {
        const members = await open(Math.min(AT_ONCE, size - there));
        const now = there + members.length;
        for (const [index, { peer }] of members.entries()) peer.send(join(there + index));
        await until(announced ? now + (now * (now - 1)) / 2 : now);
      }
      return { joinMs: performance.now() - started, messages: received };
    },

    /** The host ends the meeting, or, before a bare server, the first one says what to tell everybody. */
    async end(asking?: Uint8Array): Promise<CrowdEnd> {
      const [first] = all;
      if (!first) throw new Error('nobody is there who could end anything');
      const started = performance.now();
      const due = received + all.length;
      first.peer.send(asking ?? message(1, first.received, { $case: 'end', value: {} }));
      await Promise.race([until(due), Promise.all(all.map(({ peer }) => peer.gone))]);
      const toldMs = performance.now() - started;
      const closes = await Promise.all(all.map(({ peer }) => peer.gone));
      const closedMs = performance.now() - started;
      const told = all.at(-1)?.last ?? NO_BYTES;
      return { toldMs, closedMs, told, wrong: [...wrongCloses(closes), ...wrongWords(all)] };
    },
  };
}

const join = (index: number): Uint8Array =>
  message(0, 0, {
    $case: 'join',
    value: {
      roomId: 'crowd',
      participantId: `participant ${index}`,
      role: index === 0 ? Role.ROLE_HOST : Role.ROLE_ATTENDEE,
      accessToken: '',
      joinId: '',
    },
  });

function wrongCloses(closes: readonly number[]): string[] {
  return [...counted(closes)].flatMap(([code, count]) =>
    code === close.REMOVE_ALL ? [] : [`${count} connections were closed with ${code}, not with ${close.REMOVE_ALL}`],
  );
}

function wrongWords(all: readonly CrowdMember[]): string[] {
  const lasts = all.map(({ last }) => {
    const { kind } = ServerMessage.decode(last);
    return kind?.$case === 'roomLeft' ? `roomLeft ${kind.value.reason?.code}` : (kind?.$case ?? 'nothing');
  });
  const right = `roomLeft ${reason.REMOVE_ALL}`;
  return [...counted(lasts)].flatMap(([last, count]) =>
    last === right ? [] : [`${count} heard ${last} last, not ${right}`],
  );
}

/** What a bare server is asked: the code of the close, and the message for everybody. */
export const broadcast = (told: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.of(close.REMOVE_ALL >> 8, close.REMOVE_ALL & 0xff), told]);

/** The end of a meeting in the reference server, and the same broadcast by a bare one. */
export interface Compared {
  readonly ours: CrowdEnd & { readonly filled: CrowdFilling; readonly descriptors: number };
  readonly bare: CrowdEnd;
}

/** Ours and then a bare one, each in a process of its own that is new. */
export async function compareOnce(size: number, announced: boolean): Promise<Compared> {
  const server = await startMeasuredServer('server', { options: { config: RESUMABLE }, quiet: !announced });
  const crowd = newCrowd(server.port);
  const filled = await crowd.fill(size, announced);
  const descriptors = server.descriptors();
  const ours = await crowd.end();
  await server.stop();
  const plain = await startMeasuredServer('bare');
  const listeners = newCrowd(plain.port);
  await listeners.gather(size);
  const bare = await listeners.end(broadcast(ours.told));
  await plain.stop();
  return { ours: { ...ours, filled, descriptors, wrong: [...ours.wrong, ...server.complaints] }, bare };
}

const RESUMABLE = { resumeWindowMs: 300, replace: true, switch: true, viewer: true };
