/** What a testee can only do by mistake, seen over all worlds of a run. */
import type { ToldNote } from '../../exchange/testee.js';
import type { Conversation } from '../testee/conversation.js';
import type { Misbehaviour } from '../testee/misbehaving.js';
import type { MadeCall } from '../told/driver.js';
import type { ToldSeat } from '../told/seat.js';

/** So many sentinels that came and never went are no chance. */
const MANY = 3;

/** What was told of the suite's own comings and goings, and of others'. */
export interface DepartureCount {
  /** Somebody was told of a departure: of the sentinel's, or of another one's. */
  departed(whose: 'sentinel' | 'another'): void;
  /** A fence has failed in this run: what was waited for in vain is waited for less long the next time. */
  readonly failed: boolean;
  /** Somebody was not told that the sentinel went, though perhaps that it `came`. Fails the conversation where that cannot be chance. */
  missed(who: string, came: boolean, conversation: Conversation): void;
}

/** A count who has seen nothing yet. */
export function newDepartureCount(): DepartureCount {
  const told = { sentinel: 0, another: 0 };
  let missed = 0;
  let hidden = 0;
  return {
    get failed() {
      return missed > 0;
    },
    departed(whose) {
      told[whose] += 1;
    },
    missed(who, came, conversation) {
      missed += 1;
      hidden += came ? 1 : 0;
      if (hidden < MANY || told.sentinel > 0 || told.another === 0) return;
      conversation.fail(
        'hides a departure',
        `the testee hides a departure: ${hidden} times the sentinel came and went, ${who} was told that it came and never that it went, though ${told.another} departures of others were told`,
        'pass on every event of everybody, the sentinel included',
      );
    },
  };
}

type Lie = [how: Misbehaviour, found: string, advice: string];

/** What is wrong with an event that nobody can be told; undefined where it may be. */
export function whyNoEvent({ told, list, members }: ToldNote, seat: ToldSeat): Lie | undefined {
  const { event } = told;
  const { name } = seat.seat;
  if (seat.visits === 0)
    return [
      'makes up events',
      `the testee makes up events: it tells ${name} of "${event}", who has not joined yet`,
      '',
    ];
  if ((event === 'joined' || event === 'switched') && (told.participation === '' || list === undefined))
    return without(event, 'the participation, or without the list of the others');
  if (list && list.length > 0 && !members) return without(event, 'the names and roles of those in its list');
  if (event === 'participantJoined' && told.participation === '') return without(event, 'the participation');
  if (event === 'participantLeft' && !told.participation) return without(event, 'the participation');
  if (event !== 'roomLeft' || !seat.acknowledged) return undefined;
  return [
    'acknowledges before it acts',
    `the testee acknowledges before it acts: the leave of ${name} was done, and only later was ${name} told that it has left`,
    'answer when the call has ended, and nothing of it is still to be told',
  ];
}

const without = (event: string, what: string): Lie => [
  'hides what it cannot do',
  `the testee tells of "${event}" without ${what}`,
  'a system is judged by them: let the testee pass them on',
];

/** A call that is done although nobody was told what it leads to; undefined where there is nothing to say against it. */
export function actsLater({ action, seat, entries, departures }: MadeCall): Lie | undefined {
  const enters = action.kind === 'join' || action.kind === 'switch';
  if (!enters || seat.entries > entries || seat.departures > departures || seat.line === 'cut') return undefined;
  const event = action.kind === 'join' ? 'joined' : 'switched';
  return [
    'acknowledges before it acts',
    `the testee acknowledges before it acts: the ${action.kind} of ${action.seat} is done, and ${action.seat} was not told "${event}"`,
    'answer when the call has ended and its event was told, not when it was made',
  ];
}
