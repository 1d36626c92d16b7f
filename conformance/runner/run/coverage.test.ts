import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { host, inTurn, join, leave, type Scenario } from '../../exchange/scenario.js';
import { serve } from '../../reference/server/index.js';
import { openNative } from '../../sut/native/index.js';
import { generous } from '../play/limits.js';
import { coverageOf, meet, missingTriples } from './coverage.js';
import { contextOf } from './index.js';

const output = mkdtempSync(path(tmpdir(), 'adjourn-coverage-'));
const server = await serve({ port: 0 });
const system = await openNative({ url: server.url });
afterAll(async () => {
  await server.stop();
  rmSync(output, { recursive: true });
});

/** What the reference has met after these scenarios. */
async function after(...scenarios: readonly Scenario[]) {
  const context = contextOf(system, { target: '', seed: 1, cases: [], concurrency: 1, output }, () => {});
  for (const scenario of scenarios)
    meet(context.triples, (await context.playInTime(scenario, generous, { wanted: () => true })).judgement);
  return { triples: context.triples, coverage: coverageOf(context.triples) };
}

const comes = inTurn([host('ann')], join('ann'));
const goes = inTurn([host('ann')], join('ann'), leave('ann'));

it('counts what was met, and names the rest', async () => {
  const { coverage } = await after(goes);
  const { coverage: nothing } = await after();
  expect(nothing.missing.length).toBe(nothing.reachable);
  expect(nothing.missingPairs.length).toBe(nothing.reachablePairs);
  expect(nothing.missingPairs.filter((pair) => !coverage.missingPairs.includes(pair))).toEqual(
    expect.arrayContaining(['nobody, room closed × Join', 'joined, host, alone × Leave']),
  );
});

it('is lower where nobody ever leaves', async () => {
  const [stayed, left] = [(await after(comes)).coverage, (await after(goes)).coverage];
  const more = stayed.missing.filter((triple) => !left.missing.includes(triple));
  expect(more).toContain('joined, host, alone × Leave → departed');
});

it('asks first for pairs of which nothing was met', async () => {
  const { triples, coverage } = await after(goes);
  const first = missingTriples(triples).slice(0, coverage.missingPairs.length);
  expect(first.map(({ state, event }) => `${state} × ${event}`).sort()).toEqual([...coverage.missingPairs].sort());
});
