/** How the worlds of a whole system are driven: its own clients make every call, and one more of them is the fence. */
import type { Mapping } from '../../exchange/mapping.js';
import { SENTINEL } from '../../exchange/names.js';
import type { Profile } from '../../exchange/profile.js';
import { type Action, attendee } from '../../exchange/scenario.js';
import type { ToldNote } from '../../exchange/testee.js';
import type { Conversation } from '../testee/conversation.js';
import type { Driver, NamedIds, ToldPlace } from '../told/driver.js';
import { NEWS_MS } from '../told/fence.js';
import { otherDevices, type ToldSeat } from '../told/seat.js';
import { newAnswerReader } from './answers.js';
import { type DepartureCount, whyNoEvent } from './lies.js';
import type { Proxies } from './proxies.js';
import { newEventReader, newWordReader } from './reading.js';
import { newSentinel } from './sentinel.js';

/** What a world of a system needs. */
export interface ForeignSurroundings {
  readonly conversation: Conversation;
  readonly profile: Profile;
  readonly mapping: Mapping;
  readonly quietMs: number;
  readonly count: DepartureCount;
  /** Where the seats' connections come by; undefined where they do not come by the suite. */
  readonly proxies: Proxies | undefined;
}

/** The driver of one world. */
export function foreignDriver(around: ForeignSurroundings, place: ToldPlace): Driver {
  const { conversation, profile, proxies, count, quietMs } = around;
  const oneWay = !profile.unsupported.includes('sync');
  const words = newWordReader(around.mapping);
  const readEvent = newEventReader(words, place, profile);
  const bothStay = profile.deviations.some(({ clause }) => clause === 'join.duplicate');
  const sentinel = newSentinel(conversation, place.id);
  return {
    opens: { url: '', besides: [attendee(SENTINEL)], ...(proxies && { addresses: proxies.addresses }) },
    quietMs,
    oneWay,
    // One that is lost on its way is no proof of anything: a second one follows.
    fences: 2,
    unfenced: 'quiet',
    get newsMs() {
      return count.failed && place.answerMs <= HASTY_MS ? HASTY_NEWS_MS : NEWS_MS;
    },
    whyNot: (action, seat) => whyNot(action, seat) || (bothStay ? whyNoSecond(action, seat, place) : ''),
    deed: (action) => proxies?.deed(action),
    async call(action, named) {
      if (action.kind === 'join') proxies?.restore(action.seat);
      return { action: withIds(action, named), accessToken: '' };
    },
    read(note, seat) {
      const wrong = whyNoEvent(note, seat);
      if (wrong) conversation.fail(...wrong);
      // What the client of a seat concludes by itself, when nothing reaches it, nobody has told it.
      if (wrong || seat.line === 'cut') return 'nothing';
      if (seat.returning && note.told.event !== 'joined') return 'nothing';
      seat.returning = false;
      notice(note, count);
      return readEvent(note, seat);
    },
    answered: newAnswerReader(conversation, words, oneWay),
    comeAndGo: (room) => sentinel(room),
    untold(seats) {
      for (const { seat, arrived, sentinels } of seats) count.missed(seat.name, arrived > sentinels, conversation);
    },
    undecided: () => words.undecided,
    close: async () => proxies?.close(),
  };
}

/** Where answers have no more time than this, so has what was waited for in vain before, in milliseconds. */
const HASTY_MS = 2_000;
const HASTY_NEWS_MS = 400;

/** Steps that need no room. */
const anywhere: readonly Action['kind'][] = ['join', 'operate', 'heal'];

function whyNot(action: Action, { presence }: ToldSeat): string {
  if (action.kind === 'mode' && action.mode !== 'viewer') return 'no client asks for a mode that there is not';
  if (action.kind === 'operate' && action.session === 'first') return 'no call can name a session that is over';
  if (presence === 'inside' || anywhere.includes(action.kind)) return '';
  return 'it is in no room';
}

/** What comes of two stays of one participant no clause says, where the system lets both stay. */
function whyNoSecond(action: Action, seat: ToldSeat, { seats }: ToldPlace): string {
  if (action.kind !== 'join') return '';
  const there = otherDevices(seat, seats.values()).some(({ room }) => room === action.room);
  return there ? 'its participant is there, and the system lets both stay, as it declares' : '';
}

/** Participations bear the names that the system has given. */
function withIds(action: Action, { target = '', targets = [] }: NamedIds): Action {
  if (action.kind === 'remove') return { ...action, target };
  return action.kind === 'operate' ? { ...action, targets } : action;
}

function notice({ told }: ToldNote, count: DepartureCount): void {
  if (told.event === 'participantLeft') count.departed(told.participant === SENTINEL ? 'sentinel' : 'another');
}
