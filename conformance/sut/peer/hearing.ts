/** What the peer makes of a frame of the client's. Clauses: `frame.*`, `request.never-twice`. */
import type { Heard } from '../../exchange/index.js';
import { decodeUtterance, TEXT_SUBPROTOCOL, type Utterance } from '../../link/index.js';
import { join, resume } from './entrance.js';
import type { Line } from './line.js';
import { ask } from './requests.js';
import type { Stay } from './stay.js';
import type { PeerWorld } from './world.js';

/** A client may send no more in one message. */
const MOST_BYTES = 65_536;
/** Close codes for frames that nobody may send. */
const TOO_LONG = 1009;
const WRONG_TYPE = 1003;
const UNDECODABLE = 1007;
const OUT_OF_PLACE = 1002;

export function listenTo(world: PeerWorld, line: Line, data: Uint8Array, isBinary: boolean): void {
  if (!line.usable) return;
  const { subprotocol } = line;
  const heard =
    data.length > MOST_BYTES ? `a message of ${data.length} bytes` : decodeUtterance(data, isBinary, subprotocol);
  if (typeof heard === 'string')
    reject(world, line, heard, closeFor(data, isBinary === (subprotocol === TEXT_SUBPROTOCOL)));
  else take(world, line, heard);
}

function closeFor(data: Uint8Array, ofWrongType: boolean): number {
  if (data.length > MOST_BYTES) return TOO_LONG;
  return ofWrongType ? WRONG_TYPE : UNDECODABLE;
}

function take(world: PeerWorld, line: Line, heard: Utterance): void {
  const { wish } = heard;
  const stay = world.carriedBy(line);
  const first = !line.begun;
  line.begun = true;
  world.hear(line, inWords(heard));
  stay?.heard(line, heard.ack);
  const opens = wish.kind === 'join' || (wish.kind === 'resume' && world.announcement.resumeWindowMs > 0);
  if (opens && stay) reject(world, line, `a ${wish.kind} on a connection that carries somebody`, OUT_OF_PLACE);
  else if (wish.kind === 'join') join(world, line, wish);
  else if (opens && wish.kind === 'resume') resume(world, line, wish);
  else if (first) reject(world, line, `a ${wish.kind} as the first message of a connection`, OUT_OF_PLACE);
  else if (stay) request(world, line, stay, heard);
}

/** Behind a refused or an ignored Join nothing is answered; nor is what has been taken up already. */
function request(world: PeerWorld, line: Line, stay: Stay, { wish, request: number }: Utterance): void {
  if (wish.kind === 'ack' || wish.kind === 'resume' || wish.kind === 'join') return;
  if (!stay.departure && number > stay.lastRequest) ask(world, line, stay, wish, number);
}

/** The connection is lost by what came over it. */
function reject(world: PeerWorld, line: Line, what: string, code: number): void {
  const stay = world.carriedBy(line);
  world.note(line, { kind: 'unreadable', what });
  line.close(code);
  if (stay && !stay.departure) stay.lose();
}

/** What was heard, as it is noted. */
function inWords({ request, ack, wish }: Utterance): Heard {
  const base = { message: wish.kind, request, ack };
  switch (wish.kind) {
    case 'join':
      return { ...base, joinId: wish.joinId, room: wish.room };
    case 'resume':
      return { ...base, token: wish.token, sequence: wish.sequence };
    case 'remove':
      return { ...base, target: wish.target };
    case 'switch':
      return { ...base, room: wish.room };
    default:
      return base;
  }
}
