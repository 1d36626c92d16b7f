/** People in rooms of their own. They must notice nothing of the bad frames. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../gen/ts-proto/index.js';
import { Person } from '../load/person.js';
import { differences } from '../load/tally.js';
import type { Admission } from './messages.js';

/** How often each of them asks, in milliseconds. */
const EVERY_MS = 200;
/** How long an answer may take, in milliseconds. */
const MOST_MS = 2_000;

/** People who ask all the time, and are answered. */
export interface Bystanders {
  readonly persons: readonly Person[];
  /** Ends the asking; gives what they noticed, and how they were answered. */
  readonly end: () => Promise<{ readonly wrong: readonly string[]; readonly line: string }>;
}

/** All join and begin to ask; each room has the same number of people. */
export async function bystandersIn(
  port: number,
  admissions: readonly Admission[],
  perRoom: number,
): Promise<Bystanders> {
  const others = perRoom - 1;
  const persons = await Promise.all(
    admissions.map(({ room, participant: name, role, token: accessToken }) =>
      Person.enter({ port, room, name, role, accessToken }),
    ),
  );
  await Promise.all(persons.map((one) => one.until(() => one.others === others, 'news of the others')));
  const late: string[] = [];
  let slowestMs = 0;
  let syncs = 0;
  let isOver = false;

  async function ask(person: Person): Promise<void> {
    try {
      while (!isOver) {
        const tookMs = await person.sync();
        syncs += 1;
        slowestMs = Math.max(slowestMs, tookMs);
        if (tookMs > MOST_MS) late.push(`${person.name}: an answer took ${tookMs.toFixed(0)} ms`);
        await sleep(EVERY_MS);
      }
    } catch (error) {
      late.push(String(error));
    }
  }

  const asking = Promise.all(persons.map(ask));
  return {
    persons,
    async end() {
      isOver = true;
      await asking;
      const wrong = persons.flatMap((person) => {
        const expected = new Map([
          ['joined', 1],
          ['participantJoined', person.count('participantJoined')],
          ['accepted', person.count('accepted')],
        ]);
        const strangers = person.others === others ? [] : [`${person.name}: hears of ${person.others} others`];
        return [...strangers, ...differences(person.name, expected, person.tally)];
      });
      const line = `${persons.length} bystanders: ${syncs} answers, the slowest after ${slowestMs.toFixed(0)} ms (bound ${MOST_MS})`;
      return { wrong: [...wrong, ...late], line };
    },
  };
}

/** The first one in a room is its host. */
export const roleAt = (place: number): Role => (place === 0 ? Role.ROLE_HOST : Role.ROLE_ATTENDEE);
