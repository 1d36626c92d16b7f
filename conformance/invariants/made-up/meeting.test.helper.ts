/**
 * Histories of a made-up meeting, for the tests of the invariants: a few hundred lines of the prose, in one process,
 * where chance decides which message is taken up or arrives next. What it says of itself is lawful, except for one fault at will.
 */
import type { History } from '../../exchange/history.js';
import { depart } from './departures.test.helper.js';
import { expired, notice, take } from './server.test.helper.js';
import { type Pending, Suite } from './suite.test.helper.js';
import type { Wish } from './wish.test.helper.js';
import { type Line, World } from './world.test.helper.js';

/** Plays the wish out. The same wish gives the same history. */
export const madeUp = (wish: Wish): History => new Meeting(wish).play();

class Meeting {
  readonly #world: World;
  readonly #suite: Suite;

  constructor(wish: Wish) {
    this.#world = new World(wish);
    this.#suite = new Suite(this.#world);
  }

  play(): History {
    for (let round = 0; round < this.#world.wish.rounds; round += 1) this.#wait(this.#suite.round());
    this.#drain();
    this.#suite.fence();
    this.#drain();
    return this.#suite.history();
  }

  /** Most rounds wait for every answer; what else is on its way may still be. */
  #wait(pending: readonly Pending[]): void {
    const { chance } = this.#world;
    if (chance.percent(90)) while (!pending.every((item) => this.#suite.resolved(item)) && this.#turn());
    else for (let turns = chance.below(10); turns > 0; turns -= 1) this.#turn();
    if (chance.percent(30)) this.#drain();
  }

  #drain(): void {
    while (this.#turn());
  }

  /** One thing happens, if anything can: a frame is taken up, a message arrives, a cut is noticed. */
  #turn(): boolean {
    const { lines, held, chance } = this.#world;
    this.#world.now = this.#suite.now;
    const moves = lines.flatMap((line) => this.#moves(line));
    for (const object of this.#world.objects.values())
      if (expired(this.#world, object)) moves.push(() => depart(this.#world, object.stay, 'lost'));
    if (held.length > 0) moves.push(() => held.shift()?.());
    if (moves.length === 0) return false;
    chance.pick(moves)();
    return true;
  }

  #moves(line: Line): (() => void)[] {
    const moves: (() => void)[] = [];
    const arrive = () => this.#suite.arrive(line);
    // Twice, so that messages arrive more readily than frames are taken up.
    if (line.down.length > 0) moves.push(arrive, arrive);
    if (line.up.length > 0 && !line.deaf) moves.push(() => take(this.#world, line));
    else if (line.gone && line.up.length === 0 && !line.noticed) moves.push(() => notice(this.#world, line));
    return moves;
  }
}
