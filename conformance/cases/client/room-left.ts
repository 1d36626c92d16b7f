/** roomLeft: it fires once, it is the last event, and it is never undone. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { anyCode, anyDeparture } from '../../arbitraries/client.js';
import { numberings } from '../../exchange/words.js';
import type { Case } from '../case.js';
import { arrives, does, left, meeting, roomLeft } from './sketch.js';

/** The client cases about roomLeft. */
export const clientRoomLeftCases: readonly Case[] = [
  meeting({
    id: 'room-left-twice',
    title: 'Two RoomLefts fire one roomLeft',
    clauses: ['client.room-left-once', 'client.room-left-last', 'client.server-word'],
    core: fc
      .tuple(anyCode, anyCode, fc.boolean())
      .map(([one, other, together]) =>
        together ? [[roomLeft(one), roomLeft(other)]] : [[roomLeft(one)], [roomLeft(other)]],
      ),
  }),
  meeting({
    id: 'after-room-left',
    title: 'The client fires no event after roomLeft, and does not join again',
    clauses: ['client.room-left-last', 'client.never-rejoins', 'client.room-left-once'],
    core: fc
      .tuple(
        anyCode,
        fc.array(fc.oneof(anyDeparture(fc.constantFrom('bob', 'dan'), anyCode), fc.constant(arrives('dan'))), {
          minLength: 1,
          maxLength: 2,
        }),
      )
      .map(([code, more]) => [[roomLeft(code), ...more], [left('cyd')], [does({ kind: 'heartbeat' })]]),
  }),
  meeting({
    id: 'room-left-any-sequence',
    title: 'RoomLeft ends the room object, whatever its sequence',
    clauses: ['client.room-left-any-sequence', 'client.server-word'],
    core: fc
      .tuple(
        fc.constantFrom(reason.REMOVE_PEER, reason.REMOVE_ALL, 1042),
        fc.constantFrom(...numberings.filter((one) => one !== 'next')),
      )
      .map(([code, numbering]) => [[roomLeft(code, 'own', numbering)]]),
  }),
];
