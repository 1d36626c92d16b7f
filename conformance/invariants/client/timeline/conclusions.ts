/** What a client may conclude by itself when it fires roomLeft, and what it must. Clause `client.local-reason`. */
import { close as closeCode, reason as reasonCode } from '../../../../gen/codes.js';
import type { Said } from '../../../exchange/client.js';
import type { ClientTimeline, HeardAt, Placed, SaidAt, ServedConnection, ToldRoomLeft } from './timeline.js';

/** Timers may be early by so much, in milliseconds. */
export const EARLY_MS = 5;

function mayHaveLeft({ leaving, unloading }: ClientTimeline, { index }: ToldRoomLeft): boolean {
  return [leaving, unloading].some((call) => call !== undefined && call.index < index);
}

/** A Leave that was heard was sent before roomLeft. */
function hasLeft(timeline: ClientTimeline, left: ToldRoomLeft): boolean {
  if (!mayHaveLeft(timeline, left) || !timeline.leaving) return false;
  return (
    timeline.heard.some(({ heard }) => heard.message === 'leave') || left.at - timeline.leaving.at > timeline.slackMs
  );
}

/** Joined was said, and may have been received or not. */
function mayNeverHaveJoined(timeline: ClientTimeline): boolean {
  const told = timeline.told.some(({ event }) => event.event === 'joined');
  return !told && !timeline.heard.some(({ heard }) => heard.message === 'resume' || heard.ack > 0);
}

const neverJoined = ({ said }: ClientTimeline, { index }: ToldRoomLeft): boolean =>
  !said.some((one) => one.index < index && one.said.message === 'joined');

/** It was not answered, or the answer may have been lost on its way. */
function maySwitch(timeline: ClientTimeline, left: ToldRoomLeft): boolean {
  const asked = timeline.calls.filter(({ action, index }) => action.kind === 'switch' && index < left.index);
  const open = asked.filter(({ ended }) => ended === undefined || ended.end.how !== 'done');
  const requests = timeline.heard.filter(({ heard }) => heard.message === 'switch');
  const answered = requests.filter(({ heard }) => timeline.said.some(({ said }) => said.replyTo === heard.request));
  const lost = troubleBefore(timeline, left.index) !== undefined;
  return open.length > 0 && (lost || answered.length < asked.length);
}

/** A SwitchRoom that was heard, and that nobody has answered. */
const switches = ({ heard, said }: ClientTimeline, { index }: ToldRoomLeft): boolean =>
  heard.some(
    (one) =>
      one.index < index &&
      one.heard.message === 'switch' &&
      !said.some((answer) => answer.index < index && answer.said.replyTo === one.heard.request),
  );

/** The resume window that was announced last, before `index`; undefined before any Joined. */
export const windowAt = (timeline: ClientTimeline, index: number): number | undefined =>
  joinedBefore(timeline, index)?.resumeWindowMs;

/** The time-out that was announced last; 0 for none. */
const timeoutAt = (timeline: ClientTimeline, index: number): number =>
  joinedBefore(timeline, index)?.heartbeatTimeoutMs ?? 0;

const joinedBefore = ({ said }: ClientTimeline, index: number): Said | undefined =>
  said.findLast((one) => one.index < index && one.said.message === 'joined')?.said;

/** Whether it is the refusal of the Resume that opened its connection. */
export const isRefusedResume = ({ said, connection, index }: SaidAt): boolean =>
  said.message === 'rejected' &&
  firstOf(connection)?.message === 'resume' &&
  said.replyTo === 0 &&
  index > connection.opened.index;

/** What a connection was opened with. */
export const firstOf = ({ heard }: ServedConnection): HeardAt['heard'] | undefined =>
  heard.find((one) => one.heard.message !== 'connect')?.heard;

const mayBeRefused = (timeline: ClientTimeline, left: ToldRoomLeft): boolean =>
  cannotResume(timeline, left) || timeline.said.some((one) => one.index < left.index && isRefusedResume(one));

const cannotResume = (timeline: ClientTimeline, left: ToldRoomLeft): boolean =>
  windowAt(timeline, left.index) === 0 && troubleBefore(timeline, left.index) !== undefined;

/**
 * The window is over, counted from the earliest moment at which the client could take its newest connection as lost.
 */
function mayBeSpent(timeline: ClientTimeline, left: ToldRoomLeft): boolean {
  const window = windowAt(timeline, left.index);
  const since = troubleBefore(timeline, left.index);
  return window !== undefined && since !== undefined && left.at - since >= window - EARLY_MS;
}

/**
 * When the connection that carried the client last may have been lost; undefined where nothing was wrong with it.
 * That it has been taken over by another one the client may not have heard yet.
 */
export function troubleBefore(timeline: ClientTimeline, index: number): number | undefined {
  const at = timeline.history.records[index]?.at ?? timeline.endedAt;
  for (const connection of timeline.connections.toReversed()) {
    const bound = connection.said.find(({ said, index: place }) => binds.has(said.message) && place < index);
    if (!bound) continue;
    const trouble = troubleOf(timeline, connection, index);
    if (trouble !== undefined || at - bound.at > timeline.slackMs) return trouble;
  }
  return undefined;
}

const binds: ReadonlySet<string> = new Set(['joined', 'resumed']);

/** The earliest moment at which a client may take a connection as lost. */
export function troubleOf(timeline: ClientTimeline, connection: ServedConnection, index: number): number | undefined {
  const moments = [
    connection.closed?.by === 'server' ? connection.closed : undefined,
    connection.said.find(({ order, said }) => order === 'gap' && said.message !== 'roomLeft'),
    connection.said.find(({ said }) => said.message === 'garbage'),
    timeline.peerActions.find(
      ({ does, index: done }) =>
        done > connection.opened.index && (does.kind === 'cut' || does.kind === 'freeze' || does.kind === 'close'),
    ),
    silence(timeline, connection),
    neverAnswered(timeline, connection),
  ];
  const times = moments.flatMap((one) => (one && one.index < index ? [one.at] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The client closed it with 4101. */
export const isGoodbye = ({ closed }: ServedConnection): boolean =>
  closed?.by === 'client' && closed.code === closeCode.LEAVE;

/**
 * The end of the first time-out within which no frame came, if one is announced. A frame that comes `lateMs` after that
 * may find that the client has not noticed yet.
 */
export function silence(timeline: ClientTimeline, connection: ServedConnection, lateMs = 0): Placed | undefined {
  const timeout = timeoutAt(timeline, connection.closed?.index ?? timeline.end);
  if (timeout === 0) return undefined;
  const frames = connection.said.filter(({ heldBack }) => !heldBack);
  const until = connection.closed?.at ?? (timeline.waited ? Number.POSITIVE_INFINITY : timeline.endedAt);
  const last = frames.find(({ at }, place) => {
    const next = frames[place + 1];
    return (next ? next.at - lateMs : until) - at >= timeout - EARLY_MS;
  });
  return last && { index: last.index, at: last.at + timeout };
}

/** On a later connection the time-out counts from when it is open. Clause `client.silence`. */
function neverAnswered(timeline: ClientTimeline, { opened, said, closed }: ServedConnection): Placed | undefined {
  const timeout = timeoutAt(timeline, opened.index);
  const until = said.find(({ heldBack }) => !heldBack)?.at ?? closed?.at ?? timeline.endedAt;
  if (timeout === 0 || until - opened.at < timeout - EARLY_MS) return undefined;
  return { index: opened.index, at: opened.at + timeout };
}

/** One line of the table: whether it may be so when roomLeft is fired, and whether it is so beyond doubt. */
interface Row {
  readonly code: number;
  readonly may: (timeline: ClientTimeline, left: ToldRoomLeft) => boolean;
  readonly must: (timeline: ClientTimeline, left: ToldRoomLeft) => boolean;
}

const table: readonly Row[] = [
  { code: reasonCode.MANUAL_LEAVE_CALLED, may: mayHaveLeft, must: hasLeft },
  { code: reasonCode.JOIN_ROOM_FAILED, may: mayNeverHaveJoined, must: neverJoined },
  { code: reasonCode.SWITCH_ROOM_FAILED, may: maySwitch, must: switches },
  { code: reasonCode.WEBSOCKET_DISCONNECTED, may: mayBeRefused, must: cannotResume },
  { code: reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED, may: mayBeSpent, must: () => false },
];

/**
 * The codes that a client may give without a word of the server's; empty where nothing has happened that would end a
 * room object.
 */
export function conclusions(timeline: ClientTimeline, left: ToldRoomLeft): number[] {
  const codes: number[] = [];
  for (const { code, may, must } of table) {
    if (may(timeline, left)) codes.push(code);
    if (must(timeline, left)) break;
  }
  return codes;
}

/** A Leave is waited on for so long, in milliseconds. Clause `client.leave-waits`. */
export const PATIENCE_MS = 2_000;
