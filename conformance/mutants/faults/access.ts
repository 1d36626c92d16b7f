/** Faults in who is let in. */
import type { Access, Event } from '../../../spec/machine/events.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEvents, type Mutant } from '../mutant.js';
import { claimsOf } from '../token-claims.js';

/** What comes with an access token, a Join or a SwitchRoom, as if the token were worth something else. */
function worth(event: Event, change: (access: Access) => Access): Event {
  if (event.type === 'join') return { ...event, access: change(event.access) };
  if (event.type !== 'request' || event.ask.kind !== 'switch') return event;
  return { ...event, ask: { ...event.ask, access: change(event.ask.access) } };
}

/** Takes a token without a look at one claim that it has besides; what it says otherwise is true of who comes. */
const blindTo =
  (claim: 'aud' | 'nbf'): Wrap =>
  (parts) => ({
    ...parts,
    glance: (token, { room, participant, role }) => {
      const said = claimsOf(token);
      const same = said['room'] === room && said['participant'] === participant && said['role'] === role;
      return same && claim in said ? 'granted' : parts.glance(token, { room, participant, role });
    },
  });

/** The faults in who is let in. */
export const accessMutants: readonly Mutant[] = [
  {
    name: 'trusts-everybody',
    breaks: 'access.token',
    summary: 'lets in anybody who comes, with a token that is missing, forged or expired',
    wrap: changingEvents((event) => worth(event, (access) => (access === 'unauthenticated' ? 'granted' : access))),
  },
  {
    name: 'any-audience',
    breaks: 'access.token',
    summary: 'takes a token whose audience is somebody else',
    wrap: blindTo('aud'),
  },
  {
    name: 'before-its-time',
    breaks: 'access.token',
    summary: 'takes a token that is not valid yet',
    wrap: blindTo('nbf'),
  },
  {
    name: 'any-ticket',
    breaks: 'access.differs',
    summary: 'looks whether a token is signed, and not for whom it is',
    wrap: changingEvents((event) => worth(event, (access) => (access === 'permission_denied' ? 'granted' : access))),
  },
  {
    name: 'tickets-at-the-door',
    breaks: 'access.token',
    summary: 'asks for a token at the Join alone, and for none when somebody switches',
    wrap: changingEvents((event) => (event.type === 'request' ? worth(event, () => 'granted') : event)),
  },
  {
    name: 'ascii-names',
    breaks: 'limit.answered',
    summary: 'drops a Join whose names are not plain ASCII',
    wrap: changingEvents((event) => (event.type === 'join' && !isPlain(event) ? undefined : event)),
  },
];

const isPlain = ({ room, participant }: { readonly room: string; readonly participant: string }): boolean =>
  /^[ -~]*$/.test(room + participant);
