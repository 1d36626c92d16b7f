/** Away: what happens to somebody, and around it, while it has lost its connection; and what it may do when it is back. */
import fc from 'fast-check';
import type { Feature } from '../../exchange/features.js';
import {
  type Action,
  attendee,
  cut,
  end,
  join,
  leave,
  operate,
  type Round,
  remove,
  resume,
  sync,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, calm, everyone, other, seats, sketch } from './sketch.js';

/** What a server must offer for it, and what it is called. */
interface Fate {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly Feature[];
  readonly befalls: readonly Action[];
}

/** Each fate by itself, so that a server that lacks one feature is tried with all others. */
const everyFate: readonly Fate[] = [
  { id: 'removed', title: 'removed by a host', needs: ['remove'], befalls: [remove('ann', 'bob')] },
  { id: 'ended', title: 'sent home by an end', needs: [], befalls: [end('ann')] },
  { id: 'replaced', title: 'replaced', needs: ['replace'], befalls: [join('phone')] },
  {
    id: 'operator-removed',
    title: 'removed by the operator',
    needs: ['operator'],
    befalls: [operate('removeParticipant', 'blue', { targets: ['bob'] })],
  },
  { id: 'operator-ended', title: 'sent home by the operator', needs: ['operator'], befalls: [operate('endMeeting')] },
  { id: 'room-closed', title: 'sent home by CloseRoom', needs: ['operator'], befalls: [operate('closeRoom')] },
  {
    id: 'relay-stopped',
    title: 'on a relay that stops',
    needs: ['operator', 'relay'],
    befalls: [operate('stopMediaRelay', 'blue', { targets: ['bob'] })],
  },
];

/** There are many of these cases, and each draws little. */
const FEW_RUNS = 6;

/** What others do meanwhile, which is missed before the fate, or is not. */
const meanwhile = fc.subarray<Action>([leave('cyd'), join('cyd'), sync('ann')]);

const awayCase = ({ id, title, needs, befalls }: Fate): Case =>
  sketch({
    id: `away-${id}`,
    title: `A participant who is ${title} while it is away is told so when it resumes`,
    clauses: ['resume.true-reason', 'resume.or-departure', 'reason.agree', 'close.code'],
    needs: ['resume', ...needs],
    runs: FEW_RUNS,
    uses: ['resume', 'cut', ...befalls.map(({ kind }) => kind)],
    mix: { ...calm, seats: [...seats, attendee('phone', 'bob')], weights: { join: 1, sync: 2 } },
    core: meanwhile.map((news) => [
      ...everyone,
      [cut('bob')],
      ...news.map((action): Round => [action]),
      befalls,
      [resume('bob')],
      [resume('bob')],
    ]),
  });

/** What may be asked first on the connection by which somebody has come back. */
const firstRequests: readonly Action[] = [leave('ann'), end('ann'), remove('ann', 'bob'), sync('ann')];

/** The server cases about those who are away. */
export const awayCases: readonly Case[] = [
  ...everyFate.map(awayCase),
  sketch({
    id: 'away-alone',
    runs: FEW_RUNS,
    title: 'A participant whom everybody has left while it was away comes back to the same meeting',
    clauses: ['resume.resumed', 'resume.missed', 'session.shared', 'departure.once'],
    needs: ['resume'],
    uses: ['resume', 'cut', 'leave'],
    core: anAttendee.map((who) => [
      ...everyone,
      [cut(who)],
      [leave('ann')],
      [leave(other(who))],
      [resume(who)],
      [join('ann')],
      [leave(who)],
    ]),
  }),
  sketch({
    id: 'first-request',
    title: 'The first request of a participant that has come back is carried out after what it missed',
    clauses: ['resume.missed', 'resume.resumed', 'request.answered'],
    needs: ['resume', 'remove'],
    uses: ['resume', 'cut', 'remove'],
    core: fc
      .constantFrom(...firstRequests)
      .map((request) => [...everyone, [cut('ann')], [leave('cyd')], [join('cyd')], [resume('ann')], [request]]),
  }),
  sketch({
    id: 'resumed-role',
    runs: FEW_RUNS,
    title: 'A participant that resumes has the role that it had',
    clauses: ['end.authority', 'end.host', 'resume.resumed'],
    needs: ['resume'],
    uses: ['cut', 'resume', 'end'],
    mix: { ...calm, weights: { sync: 1 } },
    core: fc
      .constantFrom('ann', 'bob')
      .map((who): Round[] => [...everyone, [cut(who)], [resume(who)], [end(who)], [sync('cyd')]]),
  }),
];
