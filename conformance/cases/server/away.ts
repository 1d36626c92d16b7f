/** Away: what happens to somebody, and around it, while it has lost its connection. */
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
  switchRoom,
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

/** Everybody else goes while somebody is away, in one of these ways. */
const goings: readonly {
  readonly id: string;
  readonly needs: readonly Feature[];
  readonly goes: (who: string) => Action;
}[] = [
  { id: 'away-alone', needs: [], goes: leave },
  { id: 'away-alone-by-switch', needs: ['switch'], goes: (who) => switchRoom(who, 'green') },
];

/** The server cases about those who are away. */
export const awayCases: readonly Case[] = [
  ...everyFate.map(awayCase),
  ...goings.map(({ id, needs, goes }) =>
    sketch({
      id,
      runs: FEW_RUNS,
      title: 'A participant whom everybody has left while it was away comes back to the same meeting, and may end it',
      clauses: ['resume.resumed', 'resume.missed', 'session.shared', 'departure.once', 'end.last-participant'],
      needs: ['resume', ...needs],
      uses: ['resume', 'cut', ...new Set([goes('ann').kind, 'end' as const])],
      core: anAttendee.map((who) => [
        ...everyone,
        [cut(who)],
        [goes('ann')],
        [goes(other(who))],
        [resume(who)],
        [end(who)],
        [leave('ann')],
        [join('ann')],
        [join(who)],
        [cut(who)],
        [goes('ann')],
        [resume(who)],
        [leave('ann')],
        [join('ann')],
        [leave(who)],
      ]),
    }),
  ),
];
