/** Resuming: participants lose their connections and come back, whatever happened in between. */
import fc from 'fast-check';
import {
  type Action,
  ack,
  again,
  attendee,
  cut,
  end,
  join,
  leave,
  operate,
  type Round,
  remove,
  repeat,
  resume,
  switchRoom,
  sync,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, busy, calm, everyone, other, seats, sketch } from './sketch.js';

/** What may befall bob while he is away, and is told him when he comes back. */
const fates: readonly (readonly Action[])[] = [
  [remove('ann', 'bob')],
  [end('ann')],
  [operate('removeParticipant', 'blue', { targets: ['bob'] })],
  [operate('endMeeting')],
  [operate('closeRoom')],
  [operate('stopMediaRelay', 'blue', { targets: ['bob'] })],
];

/** The server cases about resuming. */
export const resumingCases: readonly Case[] = [
  sketch({
    id: 'resume',
    title: 'A participant who resumes in time gets everything that it missed, and nobody else notices',
    clauses: ['resume.resumed', 'resume.missed', 'sequence.dense', 'sequence.refused-join', 'departure.once'],
    needs: ['resume'],
    uses: ['resume', 'cut'],
    core: fc
      .tuple(anAttendee, fc.shuffledSubarray(['leave', 'sync', 'back'] as const, { minLength: 1 }))
      .map(([who, news]) => [
        ...everyone,
        [cut(who)],
        ...news.map((kind): Round => [newsOf(kind, other(who))]),
        [resume(who)],
        [sync(who)],
      ]),
  }),
  sketch({
    id: 'resume-old-connection',
    title: 'The server closes a replaced connection with 4200',
    clauses: ['resume.old-connection', 'resume.resumed'],
    needs: ['resume'],
    uses: ['resume'],
    core: anyone.map((who) => [...everyone, [resume(who)], [sync(who)]]),
  }),
  sketch({
    id: 'resume-after-departure',
    title: 'A participant who departed while it was away is told the true reason when it resumes',
    clauses: ['resume.true-reason', 'resume.or-departure', 'resume.remembers', 'reason.agree', 'close.code'],
    needs: ['resume', 'remove', 'operator', 'relay'],
    uses: ['resume', 'cut', 'remove', 'end', 'operate'],
    core: fc.constantFrom(...fates).map((fate) => [...everyone, [cut('bob')], fate, [resume('bob')], [resume('bob')]]),
  }),
  sketch({
    id: 'resume-after-own-leave',
    title: 'A Leave whose answer was lost is answered when the client resumes, or was never carried out',
    clauses: ['resume.true-reason'],
    needs: ['resume'],
    uses: ['resume', 'cut', 'leave'],
    core: anAttendee.map((who) => [
      ...everyone,
      [leave(who), cut(who)],
      [resume(who)],
      [again(who)],
      [join(other(who))],
      [leave(other(who))],
      [resume(other(who))],
    ]),
  }),
  sketch({
    id: 'resume-after-switch',
    title: 'A participant who switched and was then removed is told of the removal',
    clauses: ['resume.true-reason', 'switch.no-room-left'],
    needs: ['resume', 'switch', 'remove'],
    uses: ['resume', 'cut', 'switch', 'remove'],
    mix: { ...busy, weights: calm.weights },
    core: fc.constant([
      [join('ann', 'blue'), join('abe', 'green')],
      [join('bob', 'blue')],
      [switchRoom('bob', 'green')],
      [cut('bob')],
      [remove('abe', 'bob')],
      [resume('bob')],
    ]),
  }),
  sketch({
    id: 'resume-refused',
    title: 'The server refuses an unknown token or a sequence that it has not reached, and the connection stays usable',
    clauses: ['resume.not-found', 'sequence.refused-join'],
    needs: ['resume'],
    uses: ['resume', 'cut'],
    core: fc
      .tuple(anAttendee, fc.constantFrom({ token: 'made-up' } as const, { sequence: 'beyond' } as const))
      .map(([who, ticket]) => [...everyone, [cut(who)], [resume(who, ticket)], [join(who)], [sync(who)]]),
  }),
  sketch({
    id: 'resume-tokens',
    title: 'A resume token works until the client uses a newer one, and never after that',
    clauses: ['resume.tokens-serve', 'resume.token-dies', 'resume.not-found'],
    needs: ['resume'],
    uses: ['resume', 'cut', 'ack'],
    core: anAttendee.map((who) => [
      ...everyone,
      [cut(who)],
      [resume(who)],
      [cut(who)],
      [resume(who, { token: 'first' })],
      [ack(who)],
      [sync(who)],
      [resume(who, { token: 'first' })],
      [resume(who)],
    ]),
  }),
  sketch({
    id: 'requests-sent-again',
    title: 'A request that is sent again after a loss takes effect once and is answered once',
    clauses: ['request.never-twice', 'resume.last-request', 'ack.unanswered'],
    needs: ['resume'],
    uses: ['resume', 'again', 'cut', 'ack'],
    core: anyone.map((who) => [
      ...everyone,
      [sync(who), cut(who)],
      [resume(who)],
      [again(who)],
      [ack(who)],
      [again(who), sync(who)],
    ]),
  }),
  sketch({
    id: 'repeated-join',
    title: 'A repeated Join gets the lost answer and is never a second Join',
    clauses: ['repeat.answered', 'repeat.once'],
    needs: ['resume'],
    uses: ['repeat', 'cut'],
    core: anAttendee.map((who) => [
      [join('ann')],
      [join(who), cut(who)],
      [join(other(who))],
      [repeat(who)],
      [sync(who)],
    ]),
  }),
  sketch({
    id: 'repeated-join-after-end',
    title: 'A Join that is repeated after the end of the meeting does not open the room',
    clauses: ['repeat.departed', 'repeat.once', 'reason.agree'],
    needs: ['resume'],
    uses: ['repeat', 'cut', 'end'],
    core: fc
      .constantFrom('bob', 'cyd')
      .map((who) => [...everyone, [cut(who)], [end('ann')], [repeat(who)], [join('ann')]]),
  }),
  sketch({
    id: 'resume-anywhere',
    title: 'A participant can lose its connection at any point and resume, and no message is lost or doubled',
    clauses: ['departure.once', 'resume.resumed', 'request.never-twice', 'reason.agree', 'reason.true'],
    needs: ['resume', 'room_order'],
    uses: ['resume', 'cut', 'again'],
    mix: {
      seats: [...seats, attendee('dan')],
      rooms: ['blue', 'green'],
      weights: { join: 6, leave: 3, sync: 2, remove: 2, end: 1, switch: 2, mode: 1, resume: 2, again: 1 },
    },
    // A departure is never left to chance: by some seeds nobody would leave in any of the meetings.
    core: anyone.map((who) => [...everyone, [sync(who)], [cut(who)], [resume(who)], [again(who)], [leave(who)]]),
  }),
];

function newsOf(kind: 'leave' | 'sync' | 'back', who: string): Action {
  if (kind === 'leave') return leave(who);
  return kind === 'sync' ? sync(who) : join(who);
}
