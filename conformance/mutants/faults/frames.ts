/** Faults in what happens to bad frames. */
import { wsClose } from '../../../gen/codes.js';
import type { Lookup } from '../../../spec/machine/draft.js';
import type { Fault } from '../../../spec/machine/events.js';
import type { Effect } from '../../../spec/machine/messages.js';
import { changingEffects, changingEvents, type Mutant } from '../mutant.js';

const ignoring = (fault: Fault) =>
  changingEvents((event) => (event.type === 'fault' && event.fault === fault ? undefined : event));

const closingWith = (wrong: number, instead: number) =>
  changingEffects(({ event, changes }) =>
    changes.effects.map((effect) =>
      event.type === 'fault' && effect.kind === 'close' && effect.code === wrong
        ? { ...effect, code: instead }
        : effect,
    ),
  );

const INTERNAL_ERROR = wsClose.INTERNAL_ERROR;

/** Everybody else whose room the owner of a connection is in loses the connection as well. */
function fallout(look: Lookup, connection: string): Effect[] {
  const stream = look.roomObject(look.carriedBy(connection) ?? '');
  const others = look.room(stream?.room ?? '')?.present ?? [];
  return others.flatMap((other): Effect[] => {
    const to = look.roomObject(other.roomObject)?.connection;
    if (!to || to === connection) return [];
    return [{ kind: 'close', to, code: INTERNAL_ERROR, clauses: ['frame.contained'] }];
  });
}

/** The faults in what happens to bad frames. */
export const frameMutants: readonly Mutant[] = [
  {
    name: 'reads-no-text',
    breaks: 'frame.wrong-type',
    summary: 'passes over text frames',
    wrap: ignoring('wrong-type'),
  },
  {
    name: 'protocol-error',
    breaks: 'frame.undecodable',
    summary: 'closes with 1002, not 1007, over a frame that it cannot decode',
    wrap: closingWith(wsClose.INVALID_PAYLOAD, wsClose.PROTOCOL_ERROR),
  },
  {
    name: 'no-measure',
    breaks: 'frame.oversize',
    summary: 'takes messages of up to a megabyte',
    setup: { limits: { messageBytes: 2 ** 20 } },
    wrap: (parts) => parts,
  },
  {
    name: 'patient-doorman',
    breaks: 'frame.first',
    summary: 'passes over requests that come before any Join',
    wrap: ignoring('request-first'),
  },
  {
    name: 'one-join-is-enough',
    breaks: 'frame.join-again',
    summary: 'passes over a Join on a connection that carries somebody already',
    wrap: ignoring('join-again'),
  },
  {
    name: 'crash-for-all',
    breaks: 'frame.contained',
    // The others lose their connections without a word.
    or: ['departure.tells-leaver'],
    summary: 'a frame that cannot be decoded brings down the connections of everybody in the room',
    wrap: changingEffects(({ look, event, changes }) =>
      event.type === 'fault' && event.fault === 'undecodable'
        ? [...changes.effects, ...fallout(look, event.connection)]
        : changes.effects,
    ),
  },
];
