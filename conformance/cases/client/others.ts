/** The others, as the application is told of them, and the client's list of them. */
import fc from 'fast-check';
import { anyCode, anyDeparture, CLIENT } from '../../arbitraries/client.js';
import { switchRoom } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { arrives, left, meeting } from './sketch.js';

/** The client cases about the other participants. */
export const clientOthersCases: readonly Case[] = [
  meeting({
    id: 'stranger-left',
    title: 'The client reports the departure of a participant who was never announced',
    clauses: ['client.participant-left-stranger', 'client.participant-left-names'],
    core: anyDeparture(fc.constantFrom('eve', 'fay'), anyCode).map((step) => [[step]]),
  }),
  meeting({
    id: 'oneself-left',
    title: 'A ParticipantLeft about the client itself is received, and neither fires participantLeft nor ends anything',
    clauses: ['client.participant-left-never-oneself', 'client.own-departure-ignored'],
    core: anyCode.map((code) => [[left('oneself', code)], [left('bob')]]),
  }),
  meeting({
    id: 'list',
    title: 'The list of participants loses only those who departed',
    clauses: ['client.list', 'client.list-from-joined', 'client.participant-left'],
    core: fc
      .tuple(fc.constantFrom('bob', 'cyd'), anyCode)
      .map(([who, code]) => [[arrives(who)], [arrives('dan')], [left(who, code)], [left('dan')]]),
  }),
  meeting({
    id: 'list-of-a-new-room',
    title: 'A switch replaces the list of participants, and fires nothing for those in the old room',
    clauses: ['client.list-from-joined', 'client.switch-fires-none', 'client.participant-left'],
    uses: ['switch'],
    core: fc.constant([[arrives('dan')], [switchRoom(CLIENT, 'green')], [left('bob')]]),
  }),
];
