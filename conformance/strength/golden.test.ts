/**
 * The golden examples, played: the reference server, real sockets, the same steps; where chance has no part in it,
 * the very same history.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { machineOptions } from '../exchange/features.js';
import type { History } from '../exchange/history.js';
import { OPERATOR } from '../exchange/names.js';
import { type Example, parseExample } from '../exchange/notation/index.js';
import type { Observation } from '../exchange/observation.js';
import { type ServeOptions, serve } from '../reference/server/index.js';
import { play } from '../runner/play/play.js';
import type { Played } from '../runner/play/played.js';
import { fromSecret, openNative } from '../sut/native/index.js';

const folder = new URL('../../spec/examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.history'));
const limits = { answerMs: 5_000, lateMs: 500, waits: true, quiet: false };
const SECRET = 'a secret of at least thirty-two bytes, for tests';
const OPERATOR_TOKEN = 'the back end';
/** An example may leave somebody lingering, and is not played for half a minute because of that. */
const WINDOW_MS = 400;
const HEARTBEAT = { intervalMs: 200, timeoutMs: 800 };

function options({ profile }: History): ServeOptions {
  return {
    port: 0,
    config: {
      ...machineOptions(profile.features),
      resumeWindowMs: profile.resumeWindowMs > 0 ? WINDOW_MS : 0,
    },
    ...(profile.heartbeat ? { heartbeat: HEARTBEAT } : {}),
    tokenSecret: profile.tokens ? SECRET : undefined,
    operatorToken: profile.features.includes('operator') ? OPERATOR_TOKEN : undefined,
  };
}

/** A test that was later than that is played again, and a few times at most. */
const MOST_LAG_MS = WINDOW_MS / 4;
const ATTEMPTS = 3;

/** What was played without the test itself being late, if there is such a play. */
async function playedInTime(once: () => Promise<Played>): Promise<Played> {
  let played = await once();
  for (let attempt = 1; attempt < ATTEMPTS && played.lateness.lagMs > MOST_LAG_MS; attempt += 1) played = await once();
  return played;
}

/** What a server may do, and the reference server does not. */
const choices: readonly string[] = ['limit.load', 'remove.bars'];

/** Steps at the same time may come in any order, and a window ends when it ends. */
function isCertain({ history: { scenario, profile, records }, clauses }: Example): boolean {
  if (clauses.some((clause) => choices.includes(clause))) return false;
  const timed = records.some(
    ({ kind, ...rest }) => kind === 'seen' && 'observation' in rest && tells(rest.observation, 1001),
  );
  if (profile.heartbeat || (timed && profile.resumeWindowMs > 0)) return false;
  return scenario.rounds.every(({ length }) => length === 1);
}

const tells = (seen: Observation, code: number): boolean => 'reason' in seen && seen.reason.includes(code);

/** What each connection was shown, without what differs between one server's setting and another's. */
function logs({ records }: History): Record<string, unknown[]> {
  const shown: Record<string, unknown[]> = {};
  for (const record of records) {
    if (record.kind !== 'seen') continue;
    const { observation } = record;
    const connection = `${record.seat}/${record.connection}`;
    const told = observation.kind === 'joined' ? { ...observation, features: [], resumeWindowMs: 0 } : observation;
    shown[connection] = [...(shown[connection] ?? []), told];
  }
  return shown;
}

describe('the golden examples, played against the reference server', () => {
  it('has examples to play, and enough in which chance has no part', () => {
    const certain = files.filter((file) => isCertain(parseExample(readFileSync(new URL(file, folder), 'utf8'))));
    expect(files.length).toBeGreaterThanOrEqual(40);
    expect(certain.length).toBeGreaterThanOrEqual(25);
  });

  it.concurrent.each(files)('%s', async (file) => {
    const example = parseExample(readFileSync(new URL(file, folder), 'utf8'));
    const { history } = example;
    const server = await serve(options(history));
    const tokens = history.profile.tokens ? { tokens: fromSecret(SECRET) } : {};
    const operates = history.records.some(({ seat }) => seat === OPERATOR);
    const operator = operates ? { operator: { token: OPERATOR_TOKEN } } : {};
    const system = await openNative({ url: server.url, ...tokens, ...operator });
    try {
      const played = await playedInTime(() => play(system, history.scenario, limits));
      expect(played.judgement, JSON.stringify(played.judgement.fault)).toMatchObject({ kind: 'pass' });
      // A step that no lawful client takes is left out when it is played.
      if (!isCertain(example) || played.history.records.some(({ kind }) => kind === 'skipped')) return;
      // Where the test itself was late, the short window may have ended in between.
      if (played.lateness.lagMs > MOST_LAG_MS) return;
      const actual = logs(played.history);
      for (const [connection, expected] of Object.entries(logs(history)))
        expect(actual[connection]?.slice(0, expected.length), connection).toEqual(expected);
    } finally {
      await system.stop();
      await server.stop();
    }
  });
});
