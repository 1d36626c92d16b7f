/** Enduring: what outlives the server, which is nothing but what it chose to keep. */
import { restart, resume, sync } from '../exchange/index.js';
import type { Case } from './case.js';
import { anyone, everyone, sketch } from './sketch.js';

/** Each takes about a second in which nothing else can go on. */
const RESTARTS = 3;

export const enduring: readonly Case[] = [
  sketch({
    id: 'restart',
    title: 'After the server was killed and started again everybody can come back, and meets no ghosts',
    clauses: ['participation.fresh', 'session.shared', 'join.roster', 'join.announced', 'request.answered'],
    alone: true,
    uses: ['restart'],
    runs: RESTARTS,
    core: anyone.map((who) => [...everyone, [restart()], [resume(who)], ...everyone, [sync(who)]]),
  }),
];
