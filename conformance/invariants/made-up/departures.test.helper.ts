/** How participations end in a made-up meeting, who is told, and the faults of both. */
import type { Code } from '../../exchange/words.js';
import { close, swapLast, tell } from './wire.test.helper.js';
import type { Line, Session, Stay, World } from './world.test.helper.js';

export type Cause =
  | 'leave'
  | 'lost'
  | 'remove'
  | 'end'
  | 'viewer'
  | 'replaced'
  | 'switch'
  | 'endMeeting'
  | 'closeRoom'
  | 'removeParticipant'
  | 'stopMediaRelay';

/** Causes that came with the features, each with its code and with what stands for it where only the core codes are known. */
const codes: Readonly<Partial<Record<Cause, readonly [Code, Code]>>> = {
  viewer: [1003, 1003],
  replaced: [1011, 'absent'],
  switch: [1005, 1005],
  endMeeting: [1009, 1009],
  closeRoom: [1006, 1006],
  removeParticipant: [1010, 1002],
  stopMediaRelay: [1004, 1004],
};

export function codeOf(world: World, cause: Cause): Code {
  if (world.is('unspecified')) return 0;
  if (cause === 'lost') return world.is('local-code') ? 1102 : 1001;
  if (cause === 'remove') return world.is('removal-as-loss') ? 1001 : 1002;
  if (cause === 'end') return 1008;
  const [code, fallback] = codes[cause] ?? [1101, 'absent'];
  return world.has('extended_codes') ? code : fallback;
}

/** One stay ends; `replyTo` is the request of its own that asked for it, or 0. */
export function depart(world: World, stay: Stay, cause: Cause, replyTo = 0, silent: readonly Stay[] = []): void {
  if (stay.gone) return;
  stay.gone = true;
  const { session, line } = stay;
  const code = codeOf(world, cause);
  if (session.stays.every(({ gone }) => gone)) session.over = true;
  const lastHost = line.seat.role === 'host' && !session.stays.some((other) => !other.gone && isHost(other));
  if (lastHost && cause === 'leave' && world.is('host-leave-ends')) endAll(world, session, stay, 0);
  else if (!(lastHost && world.is('last-host-unseen')))
    announce(world, stay, world.is('late-reason') && cause === 'leave' ? 1002 : code, silent);
  if (cause === 'switch') return;
  if (cause !== 'lost') roomLeft(world, stay, code, replyTo);
  else {
    line.deaf = true;
    forget(stay, code, 0);
  }
}

/** The session ends for everyone; the caller is told last, and only if there is a request of its own to answer. */
export function endAll(
  world: World,
  session: Session,
  caller: Stay | undefined,
  replyTo: number,
  cause: Cause = 'end',
): void {
  const sessions = world.is('ends-all-rooms') ? world.sessions.filter(({ over }) => !over) : [session];
  for (const each of sessions) endOne(world, each, caller, codeOf(world, cause));
  if (caller && replyTo > 0) {
    caller.gone = true;
    roomLeft(world, caller, codeOf(world, 'end'), replyTo);
  }
}

function endOne(world: World, session: Session, caller: Stay | undefined, code: Code): void {
  session.over = true;
  session.ended = true;
  const stays = session.stays.filter(({ gone }) => !gone);
  const others = stays.filter((stay) => stay !== caller);
  const spared = world.is('end-spares-one') ? others[0] : undefined;
  if (world.is('end-announced'))
    for (const stay of stays)
      for (const other of stays) if (stay !== spared && other !== stay) left(world, stay.line, other, 1008);
  for (const stay of others)
    if (stay !== spared) {
      stay.gone = true;
      effect(world, () => roomLeft(world, stay, code, 0));
    }
}

/** Lets an effect show; with the fault, not before the answers. */
export function effect(world: World, act: () => void): void {
  if (world.is('answers-early')) world.held.push(act);
  else act();
}

/** Everyone else in the room; with a leak, in all rooms. */
export function others(world: World, { line, session }: Stay, show: (to: Line) => void): void {
  const sessions = world.is('leaks-rooms') ? world.sessions : [session];
  for (const { stays } of sessions) for (const other of stays) if (other.line !== line && !other.gone) show(other.line);
}

export function left(world: World, to: Line, stay: Stay, code: Code): void {
  const participant = stay.line.seat.participant;
  tell(world, to, { kind: 'participantLeft', participant, participation: stay.id, reason: [code] });
}

function announce(world: World, stay: Stay, code: Code, silent: readonly Stay[]): void {
  let first = true;
  others(world, stay, (to) => {
    if (silent.some(({ line }) => line === to)) return;
    const swap = world.is('departures-swapped') && first && to.down.at(-1)?.kind === 'participantLeft';
    effect(world, () => left(world, to, stay, code));
    if (world.is('tells-twice') && first) left(world, to, stay, code);
    if (swap) swapLast(to);
    first = false;
  });
}

/** What is remembered of a departure, for those who come back. */
function forget({ line }: Stay, code: Code, replyTo: number): void {
  const { object } = line;
  if (!object) return;
  object.departed = { code, replyTo };
  delete object.lostAt;
}

/** The last that the stay's own line is told, and the close that follows. */
function roomLeft(world: World, stay: Stay, code: Code, replyTo: number): void {
  const { line } = stay;
  forget(stay, code, replyTo);
  if (world.is('leaver-untold') || line.deaf) return;
  if (world.is('leaver-untold-and-closed')) {
    close(line, closeCode(code));
    return;
  }
  const to = world.is('reply-never') ? 0 : world.is('reply-always') ? line.client.requests : replyTo;
  const said = world.is('room-left-code-differs') ? 1007 : code;
  tell(world, line, { kind: 'roomLeft', reason: [said], replyTo: to });
  if (world.is('own-left-after-room-left')) left(world, line, stay, code);
  if (world.is('left-after-room-left'))
    for (const other of stay.session.stays) if (!other.gone) left(world, line, other, 1101);
  if (world.is('no-close')) line.deaf = true;
  else close(line, world.is('close-1002') ? 1002 : closeCode(said));
}

const isHost = ({ line }: Stay): boolean => line.seat.role === 'host';

const closeCode = (code: Code): number => (code === 'absent' ? 1000 : 3000 + code);
