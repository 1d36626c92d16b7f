/** What a client may conclude by itself when it fires roomLeft, and what it must. Clause `client.local-reason`. */
import type { Said } from '../../exchange/index.js';
import type { HeardAt, Line, SaidAt, ToldRoomLeft, View } from './view.js';

/** Timers may be early by so much, in milliseconds. */
export const EARLY_MS = 5;

function mayHaveLeft({ leaving, unloading }: View, { index }: ToldRoomLeft): boolean {
  return [leaving, unloading].some((call) => call !== undefined && call.index < index);
}

/** A Leave that was heard was sent before roomLeft. */
function hasLeft(view: View, left: ToldRoomLeft): boolean {
  if (!mayHaveLeft(view, left) || !view.leaving) return false;
  return view.heard.some(({ heard }) => heard.message === 'leave') || left.at - view.leaving.at > view.slackMs;
}

/** Joined was said, and may have been received or not. */
function mayNeverHaveJoined(view: View): boolean {
  const told = view.told.some(({ event }) => event.event === 'joined');
  return !told && !view.heard.some(({ heard }) => heard.message === 'resume' || heard.ack > 0);
}

const neverJoined = ({ said }: View, { index }: ToldRoomLeft): boolean =>
  !said.some((one) => one.index < index && one.said.message === 'joined');

/** It was not answered, or the answer may have been lost on its way. */
function maySwitch(view: View, left: ToldRoomLeft): boolean {
  const asked = view.calls.filter(({ action, index }) => action.kind === 'switch' && index < left.index);
  const open = asked.filter(({ ended }) => ended === undefined || ended.end.how !== 'done');
  const requests = view.heard.filter(({ heard }) => heard.message === 'switch');
  const answered = requests.filter(({ heard }) => view.said.some(({ said }) => said.replyTo === heard.request));
  const lost = troubleBefore(view, left.index) !== undefined;
  return open.length > 0 && (lost || answered.length < asked.length);
}

/** A SwitchRoom that was heard, and that nobody has answered. */
const switches = ({ heard, said }: View, { index }: ToldRoomLeft): boolean =>
  heard.some(
    (one) =>
      one.index < index &&
      one.heard.message === 'switch' &&
      !said.some((answer) => answer.index < index && answer.said.replyTo === one.heard.request),
  );

/** The resume window that was announced last, before `index`; undefined before any Joined. */
export const windowAt = (view: View, index: number): number | undefined => joinedBefore(view, index)?.resumeWindowMs;

/** The time-out that was announced last; 0 for none. */
export const timeoutAt = (view: View, index: number): number => joinedBefore(view, index)?.heartbeatTimeoutMs ?? 0;

const joinedBefore = ({ said }: View, index: number): Said | undefined =>
  said.findLast((one) => one.index < index && one.said.message === 'joined')?.said;

export const isRefusedResume = ({ said, line, index }: SaidAt): boolean =>
  said.message === 'rejected' && firstOf(line)?.message === 'resume' && said.replyTo === 0 && index > line.opened.index;

/** What a connection was opened with. */
export const firstOf = ({ heard }: Line): HeardAt['heard'] | undefined =>
  heard.find((one) => one.heard.message !== 'connect')?.heard;

const mayBeRefused = (view: View, left: ToldRoomLeft): boolean =>
  cannotResume(view, left) || view.said.some((one) => one.index < left.index && isRefusedResume(one));

const cannotResume = (view: View, left: ToldRoomLeft): boolean =>
  windowAt(view, left.index) === 0 && troubleBefore(view, left.index) !== undefined;

/** The window is over, counted from the earliest moment at which the client could take its newest connection as lost. */
function mayBeSpent(view: View, left: ToldRoomLeft): boolean {
  const window = windowAt(view, left.index);
  const since = troubleBefore(view, left.index);
  return window !== undefined && since !== undefined && left.at - since >= window - EARLY_MS;
}

/**
 * When the connection that carried the client last may have been lost; undefined where nothing was wrong with it.
 * That it has been taken over by another one the client may not have heard yet.
 */
export function troubleBefore(view: View, index: number): number | undefined {
  const at = view.history.records[index]?.at ?? view.endedAt;
  for (const line of view.lines.toReversed()) {
    const bound = line.said.find(({ said, index: place }) => binds.has(said.message) && place < index);
    if (!bound) continue;
    const trouble = troubleOf(view, line, index);
    if (trouble !== undefined || at - bound.at > view.slackMs) return trouble;
  }
  return undefined;
}

const binds: ReadonlySet<string> = new Set(['joined', 'resumed']);

/** The earliest moment at which a client may take a connection as lost. */
export function troubleOf(view: View, line: Line, index: number): number | undefined {
  const moments = [
    line.closed?.by === 'server' ? line.closed : undefined,
    line.said.find(({ order, said }) => order === 'gap' && said.message !== 'roomLeft'),
    line.said.find(({ said }) => said.message === 'garbage'),
    view.deeds.find(
      ({ deed, index: done }) =>
        done > line.opened.index && (deed.kind === 'cut' || deed.kind === 'freeze' || deed.kind === 'close'),
    ),
    silence(view, line),
  ];
  const times = moments.flatMap((one) => (one && one.index < index ? [one.at] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The client closed it with 4101. */
export const isGoodbye = ({ closed }: Line): boolean => closed?.by === 'client' && closed.code === 4101;

/** The end of the first time-out within which no frame came, if one is announced. */
export function silence(view: View, line: Line): { readonly index: number; readonly at: number } | undefined {
  const timeout = timeoutAt(view, line.closed?.index ?? view.end);
  if (timeout === 0) return undefined;
  const frames = line.said.filter(({ heldBack }) => !heldBack);
  const until = line.closed?.at ?? (view.waited ? Number.POSITIVE_INFINITY : view.endedAt);
  const last = frames.find(({ at }, place) => (frames[place + 1]?.at ?? until) - at >= timeout - EARLY_MS);
  return last && { index: last.index, at: last.at + timeout };
}

/** One line of the table: whether it may be so when roomLeft is fired, and whether it is so beyond doubt. */
interface Row {
  readonly code: number;
  readonly may: (view: View, left: ToldRoomLeft) => boolean;
  readonly must: (view: View, left: ToldRoomLeft) => boolean;
}

const table: readonly Row[] = [
  { code: 1101, may: mayHaveLeft, must: hasLeft },
  { code: 1103, may: mayNeverHaveJoined, must: neverJoined },
  { code: 1104, may: maySwitch, must: switches },
  { code: 1001, may: mayBeRefused, must: cannotResume },
  { code: 1102, may: mayBeSpent, must: () => false },
];

/** The codes that a client may give without a word of the server's; empty where nothing has happened that would end a room object. */
export function conclusions(view: View, left: ToldRoomLeft): number[] {
  const codes: number[] = [];
  for (const { code, may, must } of table) {
    if (may(view, left)) codes.push(code);
    if (must(view, left)) break;
  }
  return codes;
}
