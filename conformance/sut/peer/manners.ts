/** Answers in another manner than a lawful one. */
import type { Demand } from '../../exchange/index.js';
import { ownCode } from './lawful.js';
import type { Line } from './line.js';
import { depart, hangUp, tellDeparture } from './parting.js';
import type { Stay } from './stay.js';
import type { PeerWorld } from './world.js';

interface Asked {
  readonly stay: Stay;
  readonly request: number;
}

/** Gives the answer that a scenario wants; false where it is to be the lawful one. */
export function instead(world: PeerWorld, line: Line, demand: Demand, asked?: Asked): boolean {
  const manner = world.manner(demand);
  switch (manner.how) {
    case 'never':
      line.ignored = true;
      return true;
    case 'reject': {
      const statement = { kind: 'rejected', refusal: manner.code } as const;
      if (asked) world.say(asked.stay, statement, asked.request);
      else world.alone(line, statement);
      return true;
    }
    case 'roomLeft': {
      const { code, wording } = manner;
      // A Leave that is answered by a removal is not what fixed the departure.
      const owns = code === 'absent' || code === ownCode(demand);
      if (asked) depart(world, asked.stay, { code, wording, replyTo: owns ? asked.request : 0 });
      else tellDeparture(world, line, { code, wording, replyTo: 0 });
      return true;
    }
    case 'close':
      hangUp(world, line, manner.code);
      return true;
    case 'cut':
      world.cut(line, 'fin');
      return true;
    default:
      return false;
  }
}
