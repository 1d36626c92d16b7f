/** How the worlds of a pair are driven: the suite's own native client is the fence, and what shows on the wire alone is left out. */
import { NOBODY, SENTINEL } from '../../exchange/names.js';
import type { Profile } from '../../exchange/profile.js';
import type { Action } from '../../exchange/scenario.js';
import type { Later } from '../native/later.js';
import type { Bench } from '../system.js';
import type { Conversation } from '../testee/conversation.js';
import type { Driver, ToldPlace } from '../told/driver.js';
import { NEWS_MS } from '../told/fence.js';
import { otherDevices, type ToldSeat } from '../told/seat.js';
import { answerOf, observationOf } from './reading.js';

/** What all worlds of a pair share, and the sentinel of this one. */
export interface PairSurroundings {
  readonly conversation: Conversation;
  readonly url: string;
  readonly profile: Profile;
  readonly tokenFor: (seat: string, room: string) => Later<string>;
  readonly sentinel: Bench;
}

/** The driver of one world. */
export const pairDriver = (
  { conversation, url, profile, tokenFor, sentinel }: PairSurroundings,
  { id, seats, owners }: ToldPlace,
): Driver => ({
  opens: { url, besides: [] },
  quietMs: 0,
  oneWay: false,
  fences: 1,
  unfenced: 'unreachable',
  newsMs: NEWS_MS,
  whyNot: (action, seat) => whyNot(action, seat, seats.values()),
  /** Rooms bear their whole names there, and participations those that the server gave them. */
  async call(action, { target = NOBODY }) {
    const whole = 'room' in action ? `${id}/${action.room}` : '';
    const needsToken = action.kind === 'join' || action.kind === 'switch';
    const accessToken = needsToken ? await tokenFor(action.seat, whole) : '';
    if (action.kind === 'remove') return { action: { ...action, target }, accessToken };
    return { action: 'room' in action ? ({ ...action, room: whole } as Action) : action, accessToken };
  },
  read(note, seat) {
    const { told, list } = note;
    const enters = told.event === 'joined' || told.event === 'switched';
    if (enters && (told.participation === '' || list === undefined)) {
      conversation.fail(
        'hides what it cannot do',
        `the testee tells of "${told.event}" without the participation, or without the list of the others`,
        'a pair is judged by them: let the testee pass them on',
      );
      return 'nothing';
    }
    return observationOf({ told, ...(list && { list }) }, seat, owners, profile);
  },
  answered({ action, request }, answer) {
    if (answer.kind === 'unsupported' || answer.kind === 'ready')
      conversation.fail('hides what it cannot do', `the testee answers "${action.kind}" with ${answer.kind}`);
    return answerOf(action, answer, request);
  },
  async comeAndGo(room) {
    await sentinel.act({ kind: 'join', seat: SENTINEL, room });
    await sentinel.act({ kind: 'leave', seat: SENTINEL });
  },
  close: () => sentinel.close(),
});

function whyNot(action: Action, seat: ToldSeat, seats: Iterable<ToldSeat>): string {
  if (action.kind === 'join' && otherDevices(seat, seats).length > 0)
    return 'what becomes of a second device shows on the wire alone';
  return action.kind === 'mode' && action.mode !== 'viewer' ? 'no client asks for a mode that there is not' : '';
}
