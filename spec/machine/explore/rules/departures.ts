/** What those who depart are told, and by which code. */

import { close, reason, wsClose } from '../../../../gen/codes.js';
import type { Config } from '../../config.js';
import type { Reason } from '../../messages.js';
import { demand } from '../../search.js';
import { causeOf, live, type ServerRule, same, sends } from './rule.js';

/** All see the departures in the same order. */
const oneOrder: ServerRule = (_transition, _next, news) => {
  const orders = [...news.values()].map((told) =>
    told.flatMap((message) => (message.kind === 'participantLeft' ? [message.participation] : [])),
  );
  for (const some of orders)
    for (const others of orders) {
      const shared = some.filter((one) => others.includes(one));
      const seen = others.filter((one) => some.includes(one));
      demand(same(shared, seen), () => `one sees ${some}, another ${others}`);
    }
};

/** The close behind a RoomLeft, as the prose has it. */
const closeOf = (given: Reason): number => (given === null ? wsClose.NORMAL : 3_000 + given);

/** Nothing is sent on a connection that was closed, nor after RoomLeft anything but the close. */
const nothingAfterTheEnd: ServerRule = ({ world, effects }) => {
  const ended = new Set(world.server.closed);
  const left = new Map<string, number>();
  for (const effect of effects) {
    const { to } = effect;
    demand(!ended.has(to), () => `something is sent on ${to}, which is closed`);
    demand(effect.kind === 'close' || !left.has(to), () => `${to} is sent something after RoomLeft`);
    if (effect.kind === 'close') {
      const code = left.get(to);
      demand(code === undefined || code === effect.code, () => `${to} is closed by ${effect.code}, not by ${code}`);
      ended.add(to);
    } else if (effect.message.kind === 'roomLeft') {
      left.set(to, closeOf(effect.message.reason));
    }
  }
  for (const to of left.keys()) demand(ended.has(to), () => `${to} is not closed after RoomLeft`);
};

/** A leaver whose connection lives is told so. */
const leaverIsTold: ServerRule = ({ world, event, after, effects }) => {
  for (const { id, connection } of live(world.server)) {
    const gone = 'connection' in event && event.connection === connection && event.type !== 'request';
    const remains = after.roomObjects[id];
    const departed = remains === undefined || remains.departure !== null;
    const replaced = effects.some(
      (one) => one.kind === 'close' && one.to === connection && one.code === close.REPLACED,
    );
    if (connection === null || gone || replaced || !departed) continue;
    const told = sends(effects).some(({ to, message }) => to === connection && message.kind === 'roomLeft');
    demand(told, () => `${id} departs over ${connection} and is not told`);
  }
};

/** The code of each cause, as the prose has them. */
const causes: Partial<Record<string, number>> = {
  leave: reason.MANUAL_LEAVE_CALLED,
  end: reason.REMOVE_ALL,
  remove: reason.REMOVE_PEER,
  mode: reason.REMOVE_PEER_VIEWER_MODE_CHANGED,
  join: reason.DUPLICATE_PARTICIPANT,
  lost: reason.WEBSOCKET_DISCONNECTED,
  fault: reason.WEBSOCKET_DISCONNECTED,
  expired: reason.WEBSOCKET_DISCONNECTED,
  goodbye: reason.MANUAL_LEAVE_CALLED,
  failed: reason.UNKNOWN,
  closing: reason.ROOM_CLOSE,
  fixed: reason.SWITCH_ROOM,
  endMeeting: reason.MEETING_END_API,
  closeRoom: reason.ROOM_CLOSE,
  removeParticipant: reason.REMOVE_PEER_API,
  stopMediaRelay: reason.REMOVE_PEER_MEDIA_RELAY_STOP,
};

const fallback: Partial<Record<number, number | null>> = {
  [reason.REMOVE_PEER_API]: reason.REMOVE_PEER,
  [reason.DUPLICATE_PARTICIPANT]: null,
  [reason.MANUAL_LEAVE_CALLED]: null,
};

const wire = (config: Config, code: number): number | null => {
  const core = fallback[code];
  return config.extendedCodes || core === undefined ? code : core;
};

/** Of what waited behind a switch several may take effect. */
const reasonIsTrue: ServerRule = ({ scope: { config }, world, event }, next) => {
  const code = causes[causeOf(event)];
  const expected = code === undefined ? undefined : wire(config, code);
  for (const [participation, given] of Object.entries(next.ledger.reasons)) {
    if (participation in world.ledger.reasons) continue;
    demand(
      given === expected || event.type === 'committed',
      () => `${participation} departs by ${given}, which ${causeOf(event)} does not cause`,
    );
  }
};

/** With announces_each those who are sent away together hear of each other, and without it they do not. */
const announcesEach: ServerRule = ({ scope, world, event, effects }, next) => {
  const ends = ['end', 'endMeeting', 'closeRoom', 'closing'].includes(causeOf(event));
  if (!ends) return;
  const gone = Object.keys(next.ledger.reasons).filter((one) => !(one in world.ledger.reasons));
  for (const { id, connection, participation } of live(world.server)) {
    if (connection === null || !gone.includes(participation)) continue;
    const left = sends(effects).filter(({ to, message }) => to === connection && message.kind === 'participantLeft');
    const expected = scope.config.announcesEach ? gone.length - 1 : 0;
    demand(left.length === expected, () => `${id} hears of ${left.length} others who leave with it, not ${expected}`);
  }
};

/** The rules of this file. */
export const departureRules: readonly ServerRule[] = [
  oneOrder,
  nothingAfterTheEnd,
  leaverIsTold,
  reasonIsTrue,
  announcesEach,
];
