/** The operator: what the back end of an application may do, and what it may not. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { NOBODY } from '../../exchange/names.js';
import { cut, end, join, leave, operate, resume, sync } from '../../exchange/scenario.js';
import { operatorMethods } from '../../exchange/words.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, everyone, other, sketch } from './sketch.js';

const named = fc.constantFrom('none', 'newest');

/** The server cases about the operator. */
export const operatingCases: readonly Case[] = [
  sketch({
    id: 'operator-ends',
    title: 'The operator ends the meeting',
    clauses: ['operator.end', 'departure.tells-leaver', 'reason.true', 'departure.by-room-left-alone'],
    needs: ['operator'],
    codes: [reason.MEETING_END_API],
    uses: ['operate'],
    core: named.map((session) => [...everyone, [operate('endMeeting', 'blue', { session })], [join('ann')]]),
  }),
  sketch({
    id: 'operator-closes',
    title: 'The operator closes the room',
    clauses: ['operator.close', 'departure.tells-leaver', 'reason.true'],
    needs: ['operator'],
    codes: [reason.ROOM_CLOSE],
    uses: ['operate'],
    core: named.map((session) => [...everyone, [operate('closeRoom', 'blue', { session })], [join('ann')]]),
  }),
  sketch({
    id: 'operator-removes',
    title: 'The operator removes a participant, and may do so twice',
    clauses: ['operator.remove', 'operator.departed', 'reason.agree', 'reason.true'],
    needs: ['operator', 'extended_codes'],
    codes: [reason.REMOVE_PEER_API],
    uses: ['operate'],
    core: fc.tuple(anAttendee, named).map(([who, session]) => {
      const removal = operate('removeParticipant', 'blue', { session, targets: [who] });
      return [...everyone, [removal], [removal], [sync(other(who))]];
    }),
  }),
  sketch({
    id: 'relay-stops',
    title: 'When the operator stops a media relay, all participants on it depart together',
    clauses: ['operator.relay', 'operator.together', 'reason.true'],
    needs: ['operator', 'relay'],
    codes: [reason.REMOVE_PEER_MEDIA_RELAY_STOP],
    uses: ['operate'],
    core: fc
      .shuffledSubarray(['ann', 'bob', 'cyd'], { minLength: 1 })
      .map((targets) => [...everyone, [operate('stopMediaRelay', 'blue', { targets })]]),
  }),
  sketch({
    id: 'relay-undeclared',
    title: 'A server without relay refuses StopMediaRelay',
    clauses: ['operator.relay-undeclared'],
    needs: ['operator'],
    lacks: ['relay'],
    uses: ['operate'],
    core: anyone.map((who) => [...everyone, [operate('stopMediaRelay', 'blue', { targets: [who] })]]),
  }),
  sketch({
    id: 'operator-unauthorized',
    title: 'A call without the right bearer token does nothing',
    clauses: ['operator.authorized', 'request.refused-changes-nothing'],
    needs: ['operator'],
    uses: ['operate'],
    core: fc.tuple(fc.constantFrom(...operatorMethods), fc.constantFrom('wrong', 'missing')).map(([call, bearer]) => {
      const targets = call === 'removeParticipant' || call === 'stopMediaRelay' ? ['bob'] : [];
      return [...everyone, [operate(call, 'blue', { bearer, targets })], [sync('ann'), sync('bob')]];
    }),
  }),
  sketch({
    id: 'operator-too-late',
    title: 'A call that names an old session, a closed room or an unknown participation affects nobody',
    clauses: ['operator.not-found', 'request.refused-changes-nothing'],
    needs: ['operator'],
    uses: ['operate', 'end'],
    core: fc
      .constantFrom('endMeeting', 'closeRoom')
      .map((call) => [
        ...everyone,
        [end('ann')],
        [operate(call)],
        [join('ann')],
        [operate(call, 'blue', { session: 'first' })],
        [operate('removeParticipant', 'blue', { targets: [NOBODY] })],
        [operate('removeParticipant', 'blue', { targets: ['bob#1'] })],
        [sync('ann')],
      ]),
  }),
  sketch({
    id: 'operator-fence',
    title: 'When the operator gets its answer, the server has already sent all effects of the call',
    clauses: ['fence.effects-first', 'operator.remove'],
    needs: ['operator'],
    uses: ['operate', 'sync'],
    core: anAttendee.map((who) => [
      ...everyone,
      [operate('removeParticipant', 'blue', { targets: [who] })],
      [sync('ann'), sync(other(who))],
    ]),
  }),
  sketch({
    id: 'operator-and-away',
    title:
      'A participant whom the operator removes while it is away is told when it resumes, and the others are told at once',
    clauses: ['operator.remove', 'resume.true-reason', 'reason.agree'],
    needs: ['operator', 'resume'],
    uses: ['operate', 'cut', 'resume'],
    core: anAttendee.map((who) => [
      ...everyone,
      [cut(who)],
      [operate('removeParticipant', 'blue', { targets: [who] })],
      [resume(who)],
      [leave(other(who))],
    ]),
  }),
];
