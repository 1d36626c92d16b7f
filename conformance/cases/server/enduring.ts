/** Enduring: only what the server chose to keep outlives it. */
import { restart, resume, sync } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anyone, everyone, sketch } from './sketch.js';

/** Each takes about a second in which nothing else can go on. */
const RESTARTS = 3;

/** The server cases about restarts. */
export const enduringCases: readonly Case[] = [
  sketch({
    id: 'restart',
    title: 'After a restart of the server everybody can join again, and nobody from before is still there',
    clauses: ['participation.fresh', 'session.shared', 'join.roster', 'join.announced', 'request.answered'],
    alone: true,
    uses: ['restart'],
    runs: RESTARTS,
    core: anyone.map((who) => [...everyone, [restart()], [resume(who)], ...everyone, [sync(who)]]),
  }),
];
