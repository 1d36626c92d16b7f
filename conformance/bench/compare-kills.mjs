// `npm run strength:compare -- BEFORE AFTER`: of two outputs of `adjourn strength`, the mutants whose clause, steps or time changed.
// A time has changed where it is more than twice as long or as short, and by more than 5 s.

import { readFileSync } from 'node:fs';

const TIMES = 2;
const AT_LEAST_S = 5;

/** What an output says of each mutant: the clause that it died by, its steps and seconds; what went wrong otherwise. */
export function readKills(text) {
  const kills = new Map();
  for (const line of text.split('\n')) {
    const trouble = /^✗ (\S+) with seed \d+: (.+)$/.exec(line);
    if (trouble) kills.set(trouble[1], { ...kills.get(trouble[1]), trouble: trouble[2] });
    const whole = /^[✓✗] (\S+) +(\S+) +(\d+)\/\d+ killed(?:, at most (\d+) steps)?.*runs of at most ([\d.]+) s/.exec(
      line,
    );
    if (!whole) continue;
    const [, name, clause, killed, steps, seconds] = whole;
    const by = /it failed by (\S+), not by/.exec(kills.get(name)?.trouble ?? '')?.[1] ?? (killed === '0' ? '' : clause);
    kills.set(name, { trouble: '', ...kills.get(name), by, steps: Number(steps), seconds: Number(seconds) });
  }
  return kills;
}

/** The differences, a line each. */
export function changesOf(before, after) {
  const lines = [];
  for (const [name, old] of before) {
    const now = after.get(name);
    if (!now) lines.push(`${name}: not in the second output`);
    else lines.push(...differences(old, now).map((what) => `${name}: ${what}`));
  }
  for (const name of after.keys()) if (!before.has(name)) lines.push(`${name}: not in the first output`);
  return lines;
}

function differences(old, now) {
  const found = [];
  if (old.by !== now.by) found.push(`died by ${old.by || 'nothing'}, dies by ${now.by || `nothing (${now.trouble})`}`);
  else if (now.by === '' && old.trouble !== now.trouble) found.push(`${old.trouble}; now: ${now.trouble}`);
  if (old.by && now.by && old.steps !== now.steps) found.push(`${old.steps} steps, now ${now.steps}`);
  const [less, more] = [old.seconds, now.seconds].sort((one, other) => one - other);
  if (more > TIMES * less && more - less > AT_LEAST_S) found.push(`${old.seconds} s, now ${now.seconds} s`);
  return found;
}

const [before, after] = process.argv.slice(2);
if (before && after) {
  const [old, now] = [before, after].map((path) => readKills(readFileSync(path, 'utf8')));
  const lines = changesOf(old, now);
  for (const line of lines) console.log(line);
  console.log(`${now.size} mutants, ${lines.length} changes.`);
} else if (process.argv[1]?.endsWith('compare-kills.mjs')) {
  console.error('Two files are needed: npm run strength:compare -- BEFORE AFTER');
  process.exitCode = 2;
}
