// npm run mutate [-- PART...] [--file GLOB] [--left]: changes the code in small ways, and looks whether a test fails.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { main, project } from '../run.mjs';
import { parts } from './parts.mjs';
import { leftOf, scoreOf, table } from './score.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = join(project, '.adjourn/mutate');
const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js');

/** What it needs is not installed by `npm ci` of the project: few need it, and it is as much as all the rest. */
function install() {
  if (existsSync(stryker)) return;
  execFileSync('npm', ['ci'], { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
}

function measure(part, { file, left, sample = '1' }) {
  const { bound } = parts[part];
  mkdirSync(out, { recursive: true });
  const settings = join(out, `${part}.settings.json`);
  const reportFile = join(out, `${part}.json`);
  writeFileSync(settings, JSON.stringify(settingsOf(part, file, reportFile), null, 2));
  const env = { ...process.env, MUTATE_PART: part, MUTATE_SAMPLE: sample };
  const { status } = spawnSync(process.execPath, [stryker, 'run', settings], { cwd: project, stdio: 'inherit', env });
  if (status !== 0) throw new Error(`Stryker did not end well for ${part}`);
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  if (left) for (const one of leftOf(report)) console.log(lineOf(one));
  return { part, bound, score: scoreOf(report, Number(sample)) };
}

const lineOf = ({ file, start, status, mutatorName, before, after }) =>
  `${file}:${start.line}:${start.column} ${status} ${mutatorName}: ${short(before)}  ->  ${short(after)}`;

const short = (text) => text.replaceAll(/\s+/g, ' ').slice(0, 100);

const settingsOf = (part, files, reportFile) => ({
  testRunner: 'in-process',
  plugins: [join(here, 'runner.mjs')],
  ignorers: ['never-reached'],
  // Stryker calls it without a shell, and parts it at its blanks.
  buildCommand: `node ${join(here, 'bundle.mjs').replaceAll(' ', '\\ ')} ${part}`,
  mutate: files ?? parts[part].mutate,
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A core is often busy otherwise; what has no end is mostly found by counting.
  timeoutMS: 20_000,
  timeoutFactor: 2,
  // Each load of the tests with a mutant in it remains in memory.
  maxTestRunnerReuse: 200,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: relative(project, reportFile) },
  // Not by the name of the part: a test may ask in which folder its data is.
  tempDirName: `.adjourn/mutate/${process.pid}`,
  ignorePatterns: ['.adjourn', 'dist', 'dist-site', 'coverage', 'gen/ts-proto', 'conformance/systems'],
  allowConsoleColors: false,
});

main(import.meta.url, (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { file: { type: 'string', multiple: true }, left: { type: 'boolean' }, sample: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !parts[name]);
  if (unknown) throw new Error(`no part is called ${unknown}; there are ${Object.keys(parts).join(', ')}`);
  install();
  const rows = (positionals.length > 0 ? positionals : Object.keys(parts)).map((part) => measure(part, values));
  console.log(table(rows));
  if (rows.some(({ score, bound }) => score.score < bound)) process.exitCode = 1;
});
