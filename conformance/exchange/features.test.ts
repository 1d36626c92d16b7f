/** A new feature has a place in each of these. Each failure says in one sentence what is missing. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FeatureSchema } from '../../gen/es/index.js';
import { featureTable } from '../../gen/features.js';
import { baseConfig } from '../../spec/machine/index.js';
import { cases } from '../cases/index.js';
import { declaredFeatures as declaredBy, generousLimits, noHeartbeat } from '../reference/server/settings.js';
import { features, machineFeatures, machineOptions } from './features.js';

const inSchema = FeatureSchema.values.filter(({ number }) => number > 0);
const prose = readFileSync(new URL('../../spec/conformance.md', import.meta.url), 'utf8');
const tableInProse = [...prose.matchAll(/^\| `([a-z_]+)` +\|/gm)].map(([, name]) => name);
const whole = { ...baseConfig, ...machineOptions(features), resumeWindowMs: 1 };
const settings = {
  config: whole,
  roomOrder: true,
  operator: true,
  json: true,
  heartbeat: noHeartbeat,
  limits: generousLimits,
  switchMs: 0,
};

it.each(inSchema)('$name is in gen/features.ts', ({ number }) => {
  const numbers: readonly number[] = Object.values(featureTable).map((one) => one.number);
  expect(numbers, 'run: npm run generate').toContain(number);
});

it.each(features)('%s is in the table of the prose', (name) => {
  expect(tableInProse, `spec/conformance.md has no line for "${name}" in its table of features`).toContain(name);
});

it.each(features)('%s is known to the machine exactly if the table says so', (name) => {
  const { option } = featureTable[name];
  const known = option in baseConfig;
  const advice = known
    ? `set "machine" of "${name}" to true in conformance/exchange/features.ts: Config of spec/machine has "${option}"`
    : `Config of spec/machine/types.ts has no "${option}": add it, or set "machine" of "${name}" to false`;
  expect(machineFeatures.includes(name), advice).toBe(known);
});

it.each(features)('%s is declared by a reference server that has it', (name) => {
  const { number, option } = featureTable[name];
  const advice = `conformance/reference/server/settings.ts must declare "${name}" where its option "${option}" is set`;
  expect(declaredBy(settings), advice).toContain(number);
});

/** The native driver speaks JSON to every server that declares it, in all cases. */
const everywhere = ['json'];

it.each(features.filter((name) => !everywhere.includes(name)))('%s has a case of its own', (name) => {
  const found = cases.some(({ needs, lacks }) => needs.includes(name) || lacks.includes(name));
  expect(found, `no case in conformance/cases needs or lacks "${name}"`).toBe(true);
});
