/** The others, as the application is told of them, and the client's list of them. */
import fc from 'fast-check';
import { anyCode, anyDeparture, CLIENT } from '../../arbitraries/client.js';
import { switchRoom } from '../../exchange/index.js';
import type { Case } from '../case.js';
import { arrives, left, meeting } from './sketch.js';

export const others: readonly Case[] = [
  meeting({
    id: 'stranger-left',
    title: 'A departure of somebody who was never announced is told',
    clauses: ['client.participant-left-stranger', 'client.participant-left-names'],
    core: anyDeparture(fc.constantFrom('eve', 'fay'), anyCode).map((step) => [[step]]),
  }),
  meeting({
    id: 'oneself-left',
    title: 'A ParticipantLeft about oneself is received, and neither fires participantLeft nor ends anything',
    clauses: ['client.participant-left-never-oneself', 'client.own-departure-ignored'],
    core: anyCode.map((code) => [[left('oneself', code)], [left('bob')]]),
  }),
  meeting({
    id: 'list',
    title: 'The list of participants loses whoever departed, and nobody else',
    clauses: ['client.list', 'client.list-from-joined', 'client.participant-left'],
    core: fc
      .tuple(fc.constantFrom('bob', 'cyd'), anyCode)
      .map(([who, code]) => [[arrives(who)], [arrives('dan')], [left(who, code)], [left('dan')]]),
  }),
  meeting({
    id: 'list-of-a-new-room',
    title: 'After a switch the list begins anew, and nothing is fired for those who stayed behind',
    clauses: ['client.list-from-joined', 'client.switch-fires-none', 'client.participant-left'],
    uses: ['switch'],
    core: fc.constant([[arrives('dan')], [switchRoom(CLIENT, 'green')], [left('bob')]]),
  }),
];
