/** What a scenario makes the peer do. Where there is no connection for it, nothing is said. */
import { type Numbering, ONESELF, type PeerAction } from '../../exchange/index.js';
import { depart, hangUp } from './parting.js';
import { spoken } from './reason.js';
import type { PeerWorld } from './world.js';

/** Bytes that no decoder takes: a field of a wire type that does not exist. */
const UNDECODABLE = Uint8Array.of(0x0f, 0xff, 0xff);

/** Each kind of deed; `world` is where it is done. */
const doings: {
  readonly [K in PeerAction['kind']]: (deed: Extract<PeerAction, { kind: K }>, world: PeerWorld) => void;
} = {
  announce: ({ announcement }, world) => {
    world.announcement = announcement;
  },
  answer: ({ demand, answer }, world) => {
    world.manners.set(demand, answer);
  },
  roomLeft: ({ code, wording, numbering }, world) => {
    if (world.stay) depart(world, world.stay, { code, wording, replyTo: 0 }, numbering);
  },
  participantLeft: goes,
  participantJoined: ({ who, numbering }, world) => comes(who, world, numbering),
  unknown: ({ numbering }, world) => {
    if (world.stay) world.say(world.stay, { kind: 'unknown' }, 0, numbering);
  },
  crowd: ({ count }, world) => {
    for (let guest = 1; guest <= count; guest += 1) comes(`guest${guest}`, world);
  },
  heartbeat: (_, world) => {
    if (world.bound) world.alone(world.bound, { kind: 'heartbeat' });
  },
  garbage: ({ frame }, { line }) => line?.raw(frame === 'text' ? 'no message' : UNDECODABLE),
  close: ({ code }, world) => {
    if (world.line) hangUp(world, world.line, code);
  },
  cut: ({ how }, world) => {
    if (world.line) world.cut(world.line, how);
  },
  freeze: (_, { line }) => line?.freeze(),
  heal: (_, { lines }) => {
    for (const line of lines) if (line.frozen) line.heal();
  },
};

export function perform<K extends PeerAction['kind']>(deed: Extract<PeerAction, { kind: K }>, world: PeerWorld): void {
  doings[deed.kind as K](deed, world);
}

/** Somebody who is not there departs all the same, as somebody of whom the client was never told. */
function goes(
  { who, code, wording, numbering }: Extract<PeerAction, { kind: 'participantLeft' }>,
  world: PeerWorld,
): void {
  const { stay, registrar } = world;
  if (!stay) return;
  const { participant, participation } = who === ONESELF ? stay.own : (stay.others.get(who) ?? registrar.enter(who));
  stay.others.delete(participant);
  const statement = { kind: 'participantLeft', participant, participation, reason: spoken(code, wording) } as const;
  world.say(stay, statement, 0, numbering);
}

function comes(who: string, world: PeerWorld, numbering: Numbering = 'next'): void {
  const { stay, registrar } = world;
  if (!stay) return;
  const member = registrar.enter(who);
  stay.others.set(who, member);
  world.say(stay, { kind: 'participantJoined', member }, 0, numbering);
}
