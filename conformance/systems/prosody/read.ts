/** Applies the mapping to what came. Knows no code, no condition and no affiliation itself. */
import type { Candidates, Refusal, Role } from '../../exchange/words.js';
import type { DepartureSign, ProsodyMapping } from './mapping.js';
import { child, type Element } from './xml.js';

const USER = 'http://jabber.org/protocol/muc#user';

/** What a room says of one occupant in a presence. */
export interface Occupant {
  readonly nick: string;
  /** The full address, which names the participation: no two joins share one. */
  readonly jid: string;
  readonly affiliation: string;
  readonly own: boolean;
  readonly statuses: readonly string[];
  readonly elements: readonly string[];
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
    statuses,
    elements: said.map(({ name }) => name),
  };
}

/** The nickname is what comes behind the address of the room. */
function nickOf({ attributes: { from = '' } }: Element): string {
  const slash = from.indexOf('/');
  return slash < 0 ? '' : from.slice(slash + 1);
}

/** The reasons that a departure may have. */
export function departureReasons({ departures }: ProsodyMapping, shown: Occupant): Candidates {
  const fits = ({ status, element, own }: DepartureSign): boolean =>
    (status === undefined || shown.statuses.includes(status)) &&
    (element === undefined || shown.elements.includes(element)) &&
    (own === undefined || shown.own === own);
  return departures.find(({ when }) => fits(when))?.means ?? ['absent'];
}

/** The refusal that an error condition stands for. */
export const refusalOf = ({ refusals }: ProsodyMapping, condition: string): Refusal =>
  refusals.find(({ when }) => when.condition === condition)?.means ?? 'unknown';

/** The role that an affiliation stands for. */
export const roleOf = ({ roles }: ProsodyMapping, affiliation: string): Role =>
  roles.find(({ when }) => when.affiliation === affiliation)?.means ?? 'attendee';

/** The name of what went wrong: the first element of the error. */
export const conditionOf = (stanza: Element): string => child(stanza, 'error')?.children[0]?.name ?? '';
