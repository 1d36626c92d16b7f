/** leave(), dispose(), and pages that go away. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { anyWording, CLIENT } from '../../arbitraries/client.js';
import { dispose, leave, unload } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { answers, bare, FEW, goes, ignores, joins, left, meeting, onItsWay, refuses, roomLeft } from './sketch.js';

/** The client cases about leaving. */
export const clientLeavingCases: readonly Case[] = [
  meeting({
    id: 'leave',
    title: 'roomLeft follows leave() when the server has answered',
    clauses: ['client.leave-always', 'client.leave-waits', 'client.leave-never-throws', 'client.leave-bounded'],
    uses: ['leave'],
    core: fc.constant([[leave(CLIENT)]]),
  }),
  meeting({
    id: 'leave-overtaken',
    title: 'A client that is removed while it leaves reports the removal',
    clauses: ['client.server-word', 'client.room-left-once', 'client.leave-never-throws'],
    uses: ['leave'],
    core: fc
      .tuple(
        goes,
        fc.constantFrom(
          reason.REMOVE_PEER,
          reason.ROOM_CLOSE,
          reason.REMOVE_ALL,
          reason.REMOVE_PEER_API,
          reason.DUPLICATE_PARTICIPANT,
        ),
        anyWording,
      )
      .map(([going, code, wording]) => [[answers('leave', { how: 'roomLeft', code, wording })], [going]]),
  }),
  meeting({
    id: 'leave-twice',
    title: 'A second leave() does nothing, before roomLeft and after it',
    clauses: ['client.leave-again', 'client.leave-never-throws', 'client.room-left-once'],
    uses: ['leave'],
    core: fc
      .tuple(goes, fc.boolean())
      .map(([again, together]) =>
        together ? [[leave(CLIENT), again], [leave(CLIENT)]] : [[leave(CLIENT)], [again], [leave(CLIENT)]],
      ),
  }),
  meeting({
    id: 'leave-after-room-left',
    title: 'leave() does nothing after the end of the meeting',
    clauses: ['client.leave-never-throws', 'client.room-left-once', 'client.room-left-last'],
    uses: ['leave'],
    core: fc
      .constantFrom(reason.REMOVE_PEER, reason.REMOVE_ALL, reason.MEETING_END_API)
      .map((code) => [[roomLeft(code)], [leave(CLIENT)], [leave(CLIENT)]]),
  }),
  meeting({
    id: 'leave-silent-answer',
    title: 'A Leave whose RoomLeft has no reason is UNKNOWN',
    clauses: ['reason.absent', 'reason.source'],
    uses: ['leave'],
    codes: [reason.UNKNOWN],
    core: anyWording.map((wording) => [
      [answers('leave', { how: 'roomLeft', code: 'absent', wording })],
      [leave(CLIENT)],
    ]),
    runs: 6,
  }),
  meeting({
    id: 'dispose',
    title: 'dispose() leaves the room',
    clauses: ['client.dispose', 'client.leave-waits', 'client.leave-bounded'],
    uses: ['dispose'],
    core: fc.constant([[dispose(CLIENT)]]),
  }),
  bare({
    id: 'leave-unanswered',
    title: 'The client waits 2 s for the answer to a Leave, and then closes with 4101 within 5 s',
    clauses: [
      'client.leave-waits',
      'client.leave-bounded',
      'client.giving-up',
      'client.own-close',
      'client.local-reason',
    ],
    uses: ['leave', 'dispose'],
    timed: true,
    core: goes.map((going) => [joins, [left('bob')], [ignores('leave')], [going]]),
    runs: FEW,
  }),
  bare({
    id: 'leave-anywhere',
    title: 'leave() ends a room object that is joining, reconnecting or switching, with the server gone or silent',
    clauses: ['client.leave-always', 'client.leave-bounded', 'client.leave-never-throws', 'client.room-left-once'],
    uses: ['leave', 'dispose'],
    timed: true,
    core: fc.constantFrom(...onItsWay).map((rounds) => [...rounds, [leave(CLIENT)]]),
    runs: 12,
  }),
  meeting({
    id: 'leave-refused',
    title: 'leave() does not fail, whatever the server answers',
    clauses: ['client.leave-never-throws', 'client.leave-always'],
    uses: ['leave'],
    timed: true,
    core: fc.constant([[refuses('leave')], [leave(CLIENT)]]),
    runs: 2,
  }),
  meeting({
    id: 'unload',
    title: 'A page that goes away closes its connection with 4101',
    clauses: ['client.unload'],
    uses: ['unload'],
    core: fc.constant([[unload(CLIENT)]]),
    runs: 5,
  }),
];
