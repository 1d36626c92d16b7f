/** Joining, and failing to join. */

import fc from 'fast-check';
import { reason, wsClose } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { leave } from '../../exchange/scenario.js';
import { type Refusal, refusals } from '../../exchange/words.js';
import type { Case } from '../case.js';
import { announces, answers, bare, does, FEW, joins, left, refuses } from './sketch.js';

/** With these a client may wait and try again. Clause `client.refused-call`. */
const patient: readonly Refusal[] = ['unavailable', 'resource_exhausted', 'already_exists'];

/** The client cases about joining. */
export const clientJoiningCases: readonly Case[] = [
  bare({
    id: 'join-refused',
    title: 'A client that is refused fires roomLeft once, and leaves nothing open',
    clauses: ['client.local-reason', 'client.giving-up', 'client.room-left-once', 'client.calls-settled'],
    codes: [reason.JOIN_ROOM_FAILED],
    core: fc
      .constantFrom(...refusals.filter((code) => !patient.includes(code)))
      .map((code) => [[refuses('join', code)], joins]),
  }),
  bare({
    id: 'join-refused-for-now',
    title: 'A client that is refused for now may retry, and is told once how it ended',
    clauses: ['client.room-left-once', 'client.leave-never-throws'],
    uses: ['leave'],
    timed: true,
    core: fc
      .constantFrom(...patient)
      .map((code) => [[refuses('join', code)], joins, [answers('join', { how: 'lawfully' })], [leave(CLIENT)]]),
    runs: 6,
  }),
  bare({
    id: 'join-again-after-loss',
    title: 'The client repeats a Join whose answer was lost with the same join_id, and sends nothing behind it',
    clauses: ['client.join-id', 'client.waits-for-answer', 'client.token-address'],
    timed: true,
    core: fc
      .constantFrom({ how: 'cut' } as const, { how: 'close', code: wsClose.GOING_AWAY } as const)
      .map((answer) => [[answers('join', answer)], joins]),
    runs: FEW,
  }),
  bare({
    id: 'join-answered-by-room-left',
    title: 'A RoomLeft in answer to a Join is the true reason',
    clauses: ['client.room-left-any-sequence', 'client.server-word'],
    core: fc
      .constantFrom(reason.REMOVE_PEER, reason.REMOVE_ALL, reason.MEETING_END_API, 1042)
      .map((code) => [[answers('join', { how: 'roomLeft', code, wording: 'own' })], joins]),
    runs: 8,
  }),
  bare({
    id: 'subprotocol',
    title: 'The client sends nothing to a server that did not choose the subprotocol',
    clauses: ['client.subprotocol'],
    timed: true,
    core: fc.constant([[answers('connect', { how: 'without-subprotocol' })], joins]),
    runs: FEW,
  }),
  bare({
    id: 'later-revision',
    title: 'The client understands a server of a later revision as far as it can',
    clauses: ['client.unknown-feature', 'client.unknown-kind', 'client.participant-left', 'client.ack-heartbeat'],
    core: fc
      .boolean()
      .map((leaves) => [
        [announces({ later: true })],
        joins,
        [does({ kind: 'unknown', numbering: 'next' })],
        [left('bob')],
        [does({ kind: 'heartbeat' })],
        ...(leaves ? [[leave(CLIENT)]] : []),
      ]),
  }),
];
