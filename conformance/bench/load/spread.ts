/** Many rooms: everybody joins, one leaves, one is removed, the rest is ended, and every message is counted. */
import { Role } from '../../../gen/ts-proto/index.js';
import { expectedOf, messagesIn } from './expected.js';
import { Person } from './person.js';
import { startMeasuredServer } from './server-process.js';
import { differences } from './tally.js';

/** How many rooms are filled, or act, at the same time. */
const AT_ONCE = 40;

/** How many rooms at the same time went. */
export interface Spread {
  readonly participants: number;
  readonly joinsPerSecond: number;
  readonly messagesPerSecond: number;
  readonly messages: number;
  readonly expectedMessages: number;
  readonly kilobytesEach: number;
  readonly descriptors: number;
  readonly wrong: readonly string[];
}

const SETUP = { options: { config: { resumeWindowMs: 300, replace: true, switch: true, viewer: true } } };
const KILOBYTES = 1024;

/** Fills so many rooms of one size, and empties them. */
export async function spread(rooms: number, size: number): Promise<Spread> {
  const server = await startMeasuredServer('server', SETUP);
  const before = server.rss();
  const started = performance.now();
  const all = await inTurns(rooms, (room) => fill(server.port, `room ${room}`, size));
  const joined = performance.now();
  const full = server.rss();
  const descriptors = server.descriptors();
  await inTurns(rooms, (room) => empty(all[room] ?? []));
  const ended = performance.now();
  const messages = all.flat().reduce((sum, person) => sum + person.messages, 0);
  await server.stop();
  const participants = rooms * size;
  return {
    participants,
    joinsPerSecond: (1_000 * participants) / (joined - started),
    messages,
    expectedMessages: rooms * messagesIn(size),
    messagesPerSecond: (1_000 * messages) / (ended - started),
    kilobytesEach: (KILOBYTES * (full - before)) / participants,
    descriptors,
    wrong: [...all.flatMap((persons, room) => wrongIn(room, persons)), ...server.complaints],
  };
}

/** Does something for each of `count`, some of them at the same time. */
async function inTurns<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await act(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Everybody joins at the same time. */
async function fill(port: number, room: string, size: number): Promise<Person[]> {
  const persons = await Promise.all(
    Array.from({ length: size }, (_, place) =>
      Person.enter({ port, room, name: `person ${place}`, role: place === 0 ? Role.ROLE_HOST : Role.ROLE_ATTENDEE }),
    ),
  );
  await Promise.all(persons.map((one) => one.until(() => one.others === size - 1, `news of ${size - 1} others`)));
  return persons;
}

async function empty(persons: readonly Person[]): Promise<void> {
  const [host] = persons;
  const [removed, leaver] = persons.slice(-2);
  if (!host || !removed || !leaver) throw new Error('a room without three persons in it is none to try this in');
  leaver.ask({ $case: 'leave', value: {} });
  await leaver.peer.gone;
  host.ask({ $case: 'remove', value: { participationId: removed.participation } });
  await removed.peer.gone;
  host.ask({ $case: 'end', value: {} });
  await Promise.all(persons.map(({ peer }) => peer.gone));
}

function wrongIn(room: number, persons: readonly Person[]): string[] {
  const { others, tallies } = expectedOf(persons.length);
  return persons.flatMap((person, place) => {
    const who = `room ${room}, ${person.name}`;
    const seen = new Map([...person.tally].filter(([what]) => what !== 'participantJoined'));
    const heard = person.others === others ? [] : [`${who}: heard of ${person.others} others, not of ${others}`];
    return [...heard, ...differences(who, tallies[place] ?? new Map(), seen)];
  });
}
