/**
 * Which triples of the whole machine there are: what a search meets over all that may happen to somebody and to one other.
 * States that go on alike are visited once, so that the search is finite without a bound on what is asked.
 */
import type { Config } from '../../config.js';
import type { Event } from '../../events.js';
import { search } from '../../search.js';
import { step } from '../../server.js';
import { idle, type RoomObject, type Server } from '../../state.js';
import { type Company, happenings, type PairWorld } from './happenings.js';
import { type FullTriple, nameOf } from './names.js';
import { baseState, fullState } from './states.js';
import { fullTriplesOf } from './triples.js';

const roles = ['host', 'attendee'] as const;
const companies: readonly Company[] = roles.flatMap((role) =>
  [...roles, 'a device of its own' as const].map((other) => ({ role, other })),
);

/** Every triple that a server of this config can meet, in the order of their names. */
export function explored(config: Config): FullTriple[] {
  const met = new Map<string, FullTriple>();
  for (const company of companies) exploredBy(config, company, met);
  return [...met.values()].sort((one, two) => (nameOf(one) < nameOf(two) ? -1 : 1));
}

/** The tokens of this search are named by whose they are. */
const ownerOf = (token: string): string => token.slice(0, token.indexOf('|'));

function exploredBy(config: Config, company: Company, met: Map<string, FullTriple>): void {
  const follow = (world: PairWorld, event: Event): PairWorld | undefined => {
    const [after, effects] = step(config, world.server, event);
    for (const triple of fullTriplesOf({ server: world.server, event, after, effects }, ownerOf))
      met.set(nameOf(triple), triple);
    if (after === world.server || (isAgain(world, event) && company.other !== 'a device of its own')) return undefined;
    return { server: after, age: world.age + 1 };
  };
  search<PairWorld, Event>({
    start: { server: idle, age: 0 },
    key: ({ server }) => alike(server),
    successors: (world) => happenings(company, world).map((event) => ({ event, next: follow(world, event) })),
  });
}

/** The first joins once more. With somebody else there it is enough to see what that does. */
const isAgain = ({ server }: PairWorld, event: Event): boolean =>
  event.type === 'join' &&
  event.participant === 'first' &&
  Object.values(server.roomObjects).some(
    ({ participant, asked }) => participant === 'first' && asked.joinId !== event.joinId,
  );

/** What decides how a server goes on, whatever its ids are: the first, its second device, and whether the other is there. */
function alike(server: Server): string {
  const all = Object.values(server.roomObjects);
  const [first, second] = all.filter(({ participant }) => participant === 'first');
  const other = all.find(({ participant }) => participant === 'other');
  return [
    first ? `${first.room} ${fullState(server, first)} ${kept(first)}` : '',
    second ? `${second.room} ${baseState(second)}` : '',
    other ? `${other.departure === null}` : '',
  ].join('; ');
}

/** What it may come back with, and what waits for it. */
function kept({ departure, retained, switching }: RoomObject): string {
  if (departure !== null) return '';
  const held = switching?.held.map((event) => (event.type === 'request' ? event.ask.kind : event.type)).join() ?? '';
  return [retained[0]?.sequence === 1, held].join();
}
