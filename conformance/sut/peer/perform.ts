/** What a scenario makes the peer do. Where there is no connection for it, nothing is said. */

import { ONESELF } from '../../exchange/names.js';
import type { PeerAction } from '../../exchange/scenario.js';
import type { Numbering } from '../../exchange/words.js';
import { closeWithout, sayRoomLeft, spoken } from './departures.js';
import type { PeerWorld } from './world.js';

/** Bytes that no decoder takes: a field of a wire type that does not exist. */
const UNDECODABLE = Uint8Array.of(0x0f, 0xff, 0xff);

type Kind = PeerAction['kind'];

/** What each kind of step does to a world. */
const steps: { readonly [K in Kind]: (step: Extract<PeerAction, { kind: K }>, world: PeerWorld) => void } = {
  announce: ({ announcement }, world) => {
    world.announcement = announcement;
  },
  answer: ({ demand, answer }, world) => {
    world.setAnswer(demand, answer);
  },
  roomLeft: ({ code, wording, numbering }, world) => {
    if (world.roomObject) sayRoomLeft(world, world.roomObject, { code, wording, replyTo: 0 }, numbering);
  },
  participantLeft: departs,
  participantJoined: ({ who, numbering }, world) => arrives(who, world, numbering),
  unknown: ({ numbering }, world) => {
    if (world.roomObject) world.say(world.roomObject, { kind: 'unknown' }, 0, numbering);
  },
  crowd: ({ count }, world) => {
    for (let guest = 1; guest <= count; guest += 1) arrives(`guest${guest}`, world);
  },
  heartbeat: (_, world) => {
    if (world.bound) world.sayOutside(world.bound, { kind: 'heartbeat' });
  },
  garbage: ({ frame }, { current }) => current?.raw(frame === 'text' ? 'no message' : UNDECODABLE),
  close: ({ code }, world) => {
    if (world.current) closeWithout(world, world.current, code);
  },
  cut: ({ how }, world) => {
    if (world.current) world.cut(world.current, how);
  },
  freeze: (_, { current }) => current?.freeze(),
  heal: (_, { connections }) => {
    for (const connection of connections) if (connection.frozen) connection.heal();
  },
  // The bench waits.
  rest: () => {},
};

/** Does one step of the seat `server`. */
export function perform<K extends Kind>(step: Extract<PeerAction, { kind: K }>, world: PeerWorld): void {
  steps[step.kind as K](step, world);
}

/** Somebody who is not there departs all the same, as somebody of whom the client was never told. */
function departs(step: Extract<PeerAction, { kind: 'participantLeft' }>, world: PeerWorld): void {
  const { who, code, wording, numbering } = step;
  const { roomObject, participations } = world;
  if (!roomObject) return;
  const { own, others } = roomObject;
  const { participant, participation } = who === ONESELF ? own : (others.get(who) ?? participations.begin(who));
  others.delete(participant);
  const statement = { kind: 'participantLeft', participant, participation, reason: spoken(code, wording) } as const;
  world.say(roomObject, statement, 0, numbering);
}

function arrives(who: string, world: PeerWorld, numbering: Numbering = 'next'): void {
  const { roomObject, participations } = world;
  if (!roomObject) return;
  const member = participations.begin(who);
  roomObject.others.set(who, member);
  world.say(roomObject, { kind: 'participantJoined', member }, 0, numbering);
}
