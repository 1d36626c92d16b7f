/** Answers other than the lawful one, where a scenario asks for them. */
import type { Demand } from '../../exchange/words.js';
import type { PeerConnection } from './connection.js';
import { answerWithRoomLeft, closeWithout, sayRoomLeft } from './departures.js';
import { ownCode } from './lawful.js';
import type { PeerRoomObject } from './room-object.js';
import type { PeerWorld } from './world.js';

interface RequestOf {
  readonly roomObject: PeerRoomObject;
  readonly request: number;
}

/** Gives the answer that the scenario asks for; false where the lawful one is to be given. `of`: a numbered request. */
export function answerInstead(world: PeerWorld, connection: PeerConnection, demand: Demand, of?: RequestOf): boolean {
  const answer = world.answerTo(demand);
  switch (answer.how) {
    case 'never':
      connection.use = 'ignored';
      return true;
    case 'reject': {
      const statement = { kind: 'rejected', refusal: answer.code } as const;
      if (of) world.say(of.roomObject, statement, of.request);
      else world.sayOutside(connection, statement);
      return true;
    }
    case 'roomLeft': {
      const { code, wording } = answer;
      // A Leave that is answered by a removal is not what fixed the departure.
      const owns = code === 'absent' || code === ownCode(demand);
      if (of) sayRoomLeft(world, of.roomObject, { code, wording, replyTo: owns ? of.request : 0 });
      else answerWithRoomLeft(world, connection, { code, wording, replyTo: 0 });
      return true;
    }
    case 'close':
      closeWithout(world, connection, answer.code);
      return true;
    case 'cut':
      world.cut(connection, 'fin');
      return true;
    case 'lawfully':
    case 'without-subprotocol':
      return false;
  }
}
