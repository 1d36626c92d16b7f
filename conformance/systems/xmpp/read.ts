/** What came, in the words in which it came. What they stand for is for the mapping to say. */
import type { Member, Role } from '../../testees/kit/index.js';
import { child, type Element } from './xml.js';

const USER = 'http://jabber.org/protocol/muc#user';

/** What a room says of one occupant in a presence. */
export interface Occupant {
  readonly nick: string;
  /** The full address, which names the participation: no two joins share one. */
  readonly jid: string;
  readonly affiliation: string;
  readonly own: boolean;
  /** All but the one of one's own presence. */
  readonly statuses: readonly string[];
  readonly destroyed: boolean;
}

/** The status of one's own presence. XEP-0045. */
const OWN = '110';

/** The occupant that a presence is about. */
export function occupantOf(presence: Element): Occupant {
  const said = child(presence, 'x', USER)?.children ?? [];
  const item = said.find(({ name }) => name === 'item')?.attributes ?? {};
  const statuses = said.filter(({ name }) => name === 'status').map(({ attributes }) => attributes.code ?? '');
  return {
    nick: nickOf(presence),
    jid: item.jid ?? '',
    affiliation: item.affiliation ?? '',
    own: statuses.includes(OWN),
    statuses: statuses.filter((status) => status !== OWN),
    destroyed: said.some(({ name }) => name === 'destroy'),
  };
}

/** The nickname is what comes behind the address of the room. */
function nickOf({ attributes: { from = '' } }: Element): string {
  const slash = from.indexOf('/');
  return slash < 0 ? '' : from.slice(slash + 1);
}

/** The word for a departure: what the presence bears beside its type. */
export function departureWord({ destroyed, statuses }: Occupant): string {
  if (destroyed) return 'destroy';
  return statuses.length > 0 ? `status ${statuses.join(' ')}` : 'unavailable';
}

/** An owner or an admin of a room may remove others and end the meeting. */
const roleOf = (affiliation: string): Role =>
  affiliation === 'owner' || affiliation === 'admin' ? 'ROLE_HOST' : 'ROLE_ATTENDEE';

/** An occupant as one of the people in a room. */
export const memberOf = ({ nick, jid, affiliation }: Occupant): Member => ({
  participant: nick,
  participation: jid,
  role: roleOf(affiliation),
});

/** The name of what went wrong: the first element of the error. */
export const conditionOf = (stanza: Element): string => child(stanza, 'error')?.children[0]?.name ?? '';
