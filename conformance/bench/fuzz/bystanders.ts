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
export class Bystanders {
  #slowestMs = 0;
  #syncs = 0;
  #isOver = false;
  readonly #late: string[] = [];
  readonly #asking: Promise<unknown>;

  private constructor(
    readonly persons: readonly Person[],
    private readonly others: number,
  ) {
    this.#asking = Promise.all(persons.map((person) => this.#ask(person)));
  }

  /** All join; each room has the same number of people. */
  static async take(port: number, admissions: readonly Admission[], perRoom: number): Promise<Bystanders> {
    const persons = await Promise.all(
      admissions.map(({ room, participant: name, role, token: accessToken }) =>
        Person.enter({ port, room, name, role, accessToken }),
      ),
    );
    await Promise.all(persons.map((one) => one.until(() => one.others === perRoom - 1, 'news of the others')));
    return new Bystanders(persons, perRoom - 1);
  }

  async #ask(person: Person): Promise<void> {
    try {
      while (!this.#isOver) {
        const tookMs = await person.sync();
        this.#syncs += 1;
        this.#slowestMs = Math.max(this.#slowestMs, tookMs);
        if (tookMs > MOST_MS) this.#late.push(`${person.name}: an answer took ${tookMs.toFixed(0)} ms`);
        await sleep(EVERY_MS);
      }
    } catch (error) {
      this.#late.push(String(error));
    }
  }

  /** Ends the asking; gives what they noticed, and how they were answered. */
  async end(): Promise<{ readonly wrong: readonly string[]; readonly line: string }> {
    this.#isOver = true;
    await this.#asking;
    const wrong = this.persons.flatMap((person) => {
      const expected = new Map([
        ['joined', 1],
        ['participantJoined', person.count('participantJoined')],
        ['accepted', person.count('accepted')],
      ]);
      const strangers = person.others === this.others ? [] : [`${person.name}: hears of ${person.others} others`];
      return [...strangers, ...differences(person.name, expected, person.tally)];
    });
    const line = `${this.persons.length} bystanders: ${this.#syncs} answers, the slowest after ${this.#slowestMs.toFixed(0)} ms (bound ${MOST_MS})`;
    return { wrong: [...wrong, ...this.#late], line };
  }
}

/** The first one in a room is its host. */
export const roleOf = (place: number): Role => (place === 0 ? Role.ROLE_HOST : Role.ROLE_ATTENDEE);
