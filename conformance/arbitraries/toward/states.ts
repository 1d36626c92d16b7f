/** Ways into each state of the machine: who sits there, and what brings seat sam into it. */

import { close as closeCode } from '../../../gen/codes.js';
import {
  type Action,
  ack,
  attendee,
  close,
  cut,
  end,
  host,
  join,
  leave,
  operate,
  type Round,
  remove,
  resume,
  type Seat,
  switchRoom,
  viewer,
  wait,
} from '../../exchange/scenario.js';
import type { Role } from '../../exchange/words.js';

/** Rounds that lead into a state; a switch does not last, so that what meets it comes in the same round. */
export interface WayIntoState {
  readonly seats: readonly Seat[];
  readonly rounds: readonly Round[];
  /** What comes in the round of the event itself, before it. */
  readonly beside: readonly Action[];
  /** Who else is in the room; nobody where sam is alone. */
  readonly other?: string;
  /** It has to wait for a time that the server announces. */
  readonly timed?: true;
}

/** Rounds of one step each. */
export const eachAlone = (...steps: readonly Action[]): Round[] => steps.map((step) => [step]);

/** Everybody who may be needed: sam and its second device, a host, an attendee and a second device of its own, a latecomer, and gil in the room next door. */
const seated = (role: Role): Seat[] => [
  role === 'host' ? host('sam') : attendee('sam'),
  role === 'host' ? host('phone', 'sam') : attendee('phone', 'sam'),
  host('hal'),
  host('hal2', 'hal'),
  attendee('amy'),
  attendee('amy2', 'amy'),
  attendee('late'),
  attendee('gil'),
];

/** `joined, host, alone`, and whatever else lasts. */
const STANDING = /^(joined|resumed|lingering|lingering again), (host|attendee), (alone|with a host|without a host)$/;

const afterwards: Readonly<Record<string, readonly (readonly Action[])[]>> = {
  joined: [[], [ack('sam')]],
  resumed: [[resume('sam')], [cut('sam'), resume('sam')], [resume('sam'), ack('sam')], [ack('sam'), resume('sam')]],
  lingering: [[cut('sam')], [ack('sam'), cut('sam')]],
  'lingering again': [
    [resume('sam'), cut('sam')],
    [resume('sam'), ack('sam'), cut('sam')],
    [ack('sam'), resume('sam'), cut('sam')],
  ],
};

function standing(presence: string, role: Role, company: string): WayIntoState[] {
  const other = company === 'alone' ? undefined : company === 'with a host' ? 'hal' : 'amy';
  const came = other
    ? [eachAlone(join('sam'), join(other)), eachAlone(join(other), join('sam'))]
    : [eachAlone(join('sam'))];
  return (afterwards[presence] ?? []).flatMap((steps) =>
    came.map((rounds) => ({
      seats: seated(role),
      rounds: [...rounds, ...eachAlone(...steps)],
      beside: [],
      ...(other ? { other } : {}),
    })),
  );
}

const away = switchRoom('sam', 'green');
const goodbye = close('sam', closeCode.LEAVE);
const switching: Readonly<Record<string, readonly (readonly Action[])[]>> = {
  reserved: [[away]],
  'reserved, lost': [[away, cut('sam')]],
  'reserved, said goodbye': [[away, goodbye]],
  fixed: [[away]],
  // What is asked behind the switch is taken up where it leads.
  'fixed, lost': [
    [away, cut('sam')],
    [away, leave('sam'), cut('sam')],
    [away, switchRoom('sam', 'blue'), cut('sam')],
  ],
  'fixed, said goodbye': [
    [away, goodbye],
    [away, switchRoom('sam', 'blue'), goodbye],
  ],
};

const named = { targets: ['sam'] };
const departing: Readonly<Record<string, readonly Action[]>> = {
  'by Leave': [leave('sam')],
  'by goodbye': [close('sam', closeCode.LEAVE)],
  'by loss': [cut('sam'), wait('past-window')],
  'by End of a host': [end('hal')],
  'by End of the last': [leave('hal'), end('sam')],
  'by Remove': [remove('hal', 'sam')],
  'as a viewer': [viewer('sam')],
  'by replacement': [join('phone')],
  'by EndMeeting of the operator': [operate('endMeeting')],
  'by CloseRoom': [operate('closeRoom')],
  'by RemoveParticipant of the operator': [operate('removeParticipant', 'blue', named)],
  'by StopMediaRelay': [operate('stopMediaRelay', 'blue', named)],
};

function switchingBeside(seats: readonly Seat[], beside: readonly Action[]): WayIntoState[] {
  // Who sees both halves of the switch makes it certain that they came.
  const gil = eachAlone(join('gil', 'green'));
  return [eachAlone(join('hal'), join('sam')), eachAlone(join('sam'), join('hal')), eachAlone(join('sam'))].map(
    (rounds) => ({
      seats,
      rounds: [...gil, ...rounds],
      beside,
      other: 'hal',
    }),
  );
}

/** All ways into a state; none into one that nobody can bring about. */
export function waysInto(state: string): WayIntoState[] {
  const [, presence, role, company] = STANDING.exec(state) ?? [];
  if (presence && company) return standing(presence, role as Role, company);
  const seats = seated('attendee');
  if (state === 'nobody, room open') return [{ seats, rounds: eachAlone(join('hal')), beside: [], other: 'hal' }];
  if (state.startsWith('nobody')) return [{ seats, rounds: [], beside: [] }];
  const besides = switching[state];
  if (besides) return besides.flatMap((beside) => switchingBeside(seats, beside));
  const cause = state.replace(/^departed /, '');
  const steps = departing[cause];
  if (!steps) return [];
  const gone = { seats, beside: [], other: 'hal', ...(cause === 'by loss' ? ({ timed: true } as const) : {}) };
  return [{ ...gone, rounds: eachAlone(join('hal'), join('sam'), ...steps) }];
}
