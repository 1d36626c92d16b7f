/** Answers: to requests, to a Resume, and to a Join that is repeated. */

import { clauses as known } from '../../../../gen/clauses.js';
import { close } from '../../../../gen/codes.js';
import type { Config } from '../../config.js';
import type { Event } from '../../events.js';
import type { Message } from '../../messages.js';
import { demand } from '../../search.js';
import type { RoomObject } from '../../state.js';
import { ownerOf } from '../ledger.js';
import type { ExploredWorld } from '../world.js';
import { live, type ServerRule, sends } from './rule.js';

/** An answer comes after everything that its request did. */
const answerComesLast: ServerRule = ({ event, effects }) => {
  if (event.type !== 'request') return;
  const messages = sends(effects).map(({ message }) => message);
  const answer = messages.findIndex((message) => 'replyTo' in message && message.replyTo === event.request);
  demand(answer < 0 || answer === messages.length - 1, () => `request ${event.request} is answered before its effects`);
};

/** A request that was answered is never taken up again, and a refused one changes nothing. */
const atMostOnce: ServerRule = ({ world, event, after, effects }) => {
  if (event.type !== 'request') return;
  const roomObject = live(world.server).find(({ connection }) => connection === event.connection);
  const answered = (roomObject && world.ledger.accounts[roomObject.id]?.answered) ?? 0;
  const refused = sends(effects).some(({ message }) => message.kind === 'rejected');
  demand(event.request > answered || effects.length === 0, () => `request ${event.request} is taken up again`);
  if (event.request <= answered || refused)
    demand(after.rooms === world.server.rooms, () => `request ${event.request} changes a room`);
};

/** RoomLeft names a request only if that request fixed the departure. */
const replyToTheCause: ServerRule = ({ event, effects }) => {
  if (event.type === 'committed' || event.type === 'resume' || event.type === 'join') return;
  for (const { to, message } of sends(effects)) {
    if (message.kind !== 'roomLeft') continue;
    const caller = event.type === 'request' && event.connection === to ? event.request : 0;
    demand(message.replyTo === caller, () => `RoomLeft answers ${message.replyTo}, not ${caller}`);
  }
};

/** Which answer a Resume has, from the tokens that were given and heard, and from what was told. */
const resumeIsAnswered: ServerRule = ({ scope, world, event, effects }, next) => {
  if (event.type !== 'resume') return;
  const expected = resumption(scope.config, world, event);
  const own = sends(effects).filter(({ to }) => to === event.connection);
  const first = own[0]?.message;
  const got = first === undefined ? 'nothing' : first.kind === 'rejected' ? first.code : first.kind;
  demand(got === expected, () => `Resume is answered by ${got}, not by ${expected}`);
  if (got !== 'resumed') return;
  const owner = ownerOf(world.ledger.accounts, event.token) ?? '';
  const missed = (world.ledger.accounts[owner]?.told.length ?? 0) - event.sequence;
  demand(own.length === missed + 1, () => `${own.length - 1} messages are sent again, not ${missed}`);
  demand(
    next.server.roomObjects[owner]?.connection === event.connection,
    () => `${owner} is not carried by the new one`,
  );
  const { connection: old = null } = world.server.roomObjects[owner] ?? {};
  const closed = effects.some((one) => one.kind === 'close' && one.to === old && one.code === close.REPLACED);
  demand(old === null || closed, () => `${old} is not closed by 4200`);
};

function resumption(config: Config, world: ExploredWorld, { token, sequence }: Event & { type: 'resume' }): string {
  const owner = ownerOf(world.ledger.accounts, token);
  const account = owner === undefined ? undefined : world.ledger.accounts[owner];
  const roomObject = owner === undefined ? undefined : world.server.roomObjects[owner];
  if (!account || !roomObject) return 'not_found';
  if (account.given.findIndex((one) => one.token === token) < account.heard) return 'not_found';
  if (roomObject.departure !== null) return 'roomLeft';
  if (roomObject.switching?.phase === 'fixed') return 'nothing';
  const { acked, told } = account;
  const oldest = Math.max(Math.min(acked, told.length), told.length - config.retain);
  return sequence > told.length || sequence < oldest ? 'not_found' : 'resumed';
}

/** Which answer a repeated Join has. It never makes a second participation. */
const repeatIsAnswered: ServerRule = ({ scope, world, event, effects }, next) => {
  if (event.type !== 'join' || event.access !== 'granted') return;
  const roomObject = world.server.roomObjects[event.joinId];
  if (!roomObject) return;
  const news = Object.keys(next.server.roomObjects).length - Object.keys(world.server.roomObjects).length;
  demand(news === 0, () => 'a repeated Join is a second join');
  const first = sends(effects).find(({ to }) => to === event.connection)?.message;
  const joined = first?.kind === 'joined' ? 'joined' : undefined;
  const { acked = 0, told = [] } = world.ledger.accounts[event.joinId] ?? {};
  const held = acked < 1 && told.length <= scope.config.retain;
  const got = joined ?? (first?.kind === 'rejected' ? 'not_found' : (first?.kind ?? 'nothing'));
  const expected = repetition(roomObject, held);
  demand(got === expected, () => `the repeated Join is answered by ${got}, not by ${expected}`);
};

function repetition({ departure, switching }: RoomObject, held: boolean): Message['kind'] | 'not_found' | 'nothing' {
  if (departure !== null) return 'roomLeft';
  if (switching?.phase === 'fixed') return 'nothing';
  return held ? 'joined' : 'not_found';
}

/** The names are also types; but what is put together at run time may be anything. */
const hasClauses: ServerRule = ({ effects }) => {
  for (const { clauses } of effects) {
    demand(clauses.length > 0, () => 'an effect without a clause');
    demand(
      clauses.every((id) => id in known),
      () => `an effect for ${clauses}, which are not all clauses`,
    );
  }
};

/** The rules of this file. */
export const answerRules: readonly ServerRule[] = [
  answerComesLast,
  atMostOnce,
  replyToTheCause,
  resumeIsAnswered,
  repeatIsAnswered,
  hasClauses,
];
