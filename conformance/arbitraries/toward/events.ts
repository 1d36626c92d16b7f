/** Ways to bring each event about, where seat sam is in a state already. */

import { close as closeCode } from '../../../gen/codes.js';
import type { FullEvent, FullOutcome } from '../../../spec/machine/explore/full/names.js';
import { NOBODY } from '../../exchange/names.js';
import {
  type Action,
  ack,
  again,
  close,
  cut,
  end,
  join,
  joinWith,
  leave,
  malformed,
  operate,
  remove,
  repeat,
  resume,
  switchRoom,
  switchWith,
  sync,
  unknownMode,
  unknownRequest,
  viewer,
  wait,
} from '../../exchange/scenario.js';
import type { OperatorMethod } from '../../exchange/words.js';
import type { WayIntoState } from './states.js';

/** A way to an event; `only`: it leads to these outcomes and to no other. */
export interface WayToEvent {
  /** What has to happen before the state. */
  readonly first?: readonly Action[];
  readonly only?: readonly FullOutcome[];
  readonly steps: readonly Action[];
  /** What comes afterwards, so that the scenario does not end before the event. */
  readonly later?: readonly Action[];
  readonly timed?: true;
}

const way = (...steps: readonly Action[]): WayToEvent => ({ steps });
const wayTo = (only: FullOutcome, ...steps: readonly Action[]): WayToEvent => ({ only: [only], steps });

/** Calls of the operator that name sam, or somebody else in its room. */
function calling(call: OperatorMethod, whom: string, ofAnother: boolean): WayToEvent[] {
  const named = call === 'removeParticipant' || call === 'stopMediaRelay' ? { targets: [whom] } : { targets: [] };
  const departed = ofAnother
    ? [wayTo('accepted', join('late'), leave('late'), operate(call, 'blue', { targets: ['late'] }))]
    : [];
  return [
    way(operate(call, 'blue', named)),
    wayTo('unauthenticated', operate(call, 'blue', { ...named, bearer: 'wrong', session: 'none' })),
    // The room has been open before, for somebody else.
    {
      only: ['not_found'],
      first: [join('late'), leave('late')],
      steps: [operate(call, 'blue', { ...named, session: 'first' })],
    },
    wayTo('not_found', operate(call, 'blue', { targets: named.targets.length > 0 ? [NOBODY] : [], session: 'none' })),
    wayTo(
      'unauthenticated',
      operate(call, 'blue', { targets: named.targets.length > 0 ? [NOBODY] : [], bearer: 'wrong', session: 'none' }),
    ),
    ...departed,
  ];
}

/** Ways to an event, in a room in which `other` is. */
export function waysOf(event: FullEvent, { other = NOBODY, beside }: WayIntoState): readonly WayToEvent[] {
  switch (event) {
    case 'Join':
      return [
        way(join('phone')),
        way(join('sam')),
        wayTo('unauthenticated', joinWith('expired', 'phone')),
        wayTo('unauthenticated', joinWith('expired', 'sam')),
      ];
    case 'repeated Join':
      return [way(repeat('sam'))];
    case 'Resume':
      return [
        way(resume('sam')),
        wayTo('not_found', resume('sam', { sequence: 'beyond' })),
        wayTo('not_found', resume('sam', { token: 'made-up' })),
        wayTo('not_found', join('late'), resume('late', { token: 'made-up' })),
      ];
    case 'Leave':
      return [way(leave('sam'))];
    case 'End':
      return [way(end('sam'))];
    case 'Sync':
      return [way(sync('sam'))];
    case 'unknown request':
      return [way(unknownRequest('sam'))];
    case 'Remove':
      return [
        way(remove('sam', other)),
        wayTo('invalid_argument', remove('sam', 'sam')),
        wayTo('not_found', remove('sam', NOBODY)),
        wayTo('accepted', join('late'), leave('late'), remove('sam', 'late')),
      ];
    case 'ChangeMode':
      return [way(viewer('sam')), wayTo('invalid_argument', unknownMode('sam'))];
    case 'SwitchRoom':
      return [
        way(switchRoom('sam', 'green')),
        wayTo('invalid_argument', switchRoom('sam', 'blue')),
        wayTo('permission_denied', switchWith('other-room', 'sam', 'green')),
        wayTo('already_exists', join('phone', 'green'), switchRoom('sam', 'green')),
      ];
    case 'request again':
      return beside.length > 0 ? [way(again('sam'))] : [way(sync('sam'), again('sam'))];
    case 'Ack':
      return [way(ack('sam'))];
    // Somebody who comes afterwards makes it certain that it was noticed.
    case 'malformed frame':
      return [way(malformed('sam', 'undecodable'), join('late')), wayTo('closed', malformed('sam', 'request-first'))];
    case 'loss':
      return [way(cut('sam'))];
    case 'goodbye':
      return [way(close('sam', closeCode.LEAVE), join('late'))];
    case 'expiry':
      // Where nobody was there to see it, somebody who comes afterwards makes it certain.
      return [{ steps: [wait('past-window'), join('late')], timed: true }];
    case 'switch fixed':
    case 'switch committed':
      // Over a connection that is gone nothing more can be asked. A Resume shows what has become of the switch, at once
      // or when it is decided.
      if (beside.length > 1)
        return [
          way(),
          ...[[], [join('late'), leave('late')]].map((first) => ({ steps: [], later: [...first, resume('sam')] })),
        ];
      return [way(), way(sync('sam')), way(leave('sam')), way(end('sam')), way(switchRoom('sam', 'blue'))];
    default:
      return othersWays(event, other);
  }
}

function othersWays(event: FullEvent, other: string): readonly WayToEvent[] {
  switch (event) {
    case 'arrival of another':
      return [way(join('late')), wayTo('participantLeft', join(`${other}2`))];
    case 'departure of another':
      return [way(leave(other))];
    case 'End by another':
      return [way(end(other))];
    case 'Remove by another':
      return [way(remove(other, 'sam'))];
    case 'replacement by a switch':
      return [way(join('phone', 'green'), switchRoom('phone', 'blue'))];
    case 'operator: EndMeeting':
      return calling('endMeeting', 'sam', false);
    case 'operator: CloseRoom':
      return calling('closeRoom', 'sam', false);
    case 'operator: RemoveParticipant':
      return calling('removeParticipant', 'sam', false);
    case 'operator: RemoveParticipant of another':
      return calling('removeParticipant', other, true);
    case 'operator: StopMediaRelay':
      return calling('stopMediaRelay', 'sam', false);
    case 'operator: StopMediaRelay of another':
      return calling('stopMediaRelay', other, true);
    default:
      return [];
  }
}
