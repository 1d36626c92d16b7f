/** Getting in, or not. */

import fc from 'fast-check';
import { reason, wsClose } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { leave, type Refusal, refusals } from '../../exchange/index.js';
import type { Case } from '../case.js';
import { announces, answers, bare, does, FEW, joins, left, refuses } from './sketch.js';

/** With these a client may wait and try again. Clause `client.refused-call`. */
const patient: readonly Refusal[] = ['unavailable', 'resource_exhausted', 'already_exists'];

export const joining: readonly Case[] = [
  bare({
    id: 'join-refused',
    title: 'Whoever is not let in is told so once, and leaves nothing open',
    clauses: ['client.local-reason', 'client.giving-up', 'client.room-left-once', 'client.calls-settled'],
    codes: [reason.JOIN_ROOM_FAILED],
    core: fc
      .constantFrom(...refusals.filter((code) => !patient.includes(code)))
      .map((code) => [[refuses('join', code)], joins]),
  }),
  bare({
    id: 'join-refused-for-now',
    title: 'Whoever is refused for now may try again, and is told once how it ended',
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
    title: 'A Join whose answer was lost is repeated with the same join_id, and nothing behind it',
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
    title: 'Nothing is said to a server that did not choose the subprotocol',
    clauses: ['client.subprotocol'],
    timed: true,
    core: fc.constant([[answers('connect', { how: 'without-subprotocol' })], joins]),
    runs: FEW,
  }),
  bare({
    id: 'later-revision',
    title: 'A server of a later revision is understood as far as it goes',
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
