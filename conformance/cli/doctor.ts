/** `adjourn doctor`: a quick look at a target, before the first run. */
import type { Command } from 'commander';
import type { Palette } from '../report/index.js';
import { examine, type Finding, PATIENCE_MS } from '../runner/index.js';
import { Unreachable } from '../sut/system.js';
import { type Call, newCommand } from './command.js';
import { type AccessOptions, adapterOption, TARGET_HELP, urlOption, withAccessOptions } from './options.js';
import { frameFor, print } from './screen.js';
import { chooseTarget } from './target.js';

interface Options extends AccessOptions {
  readonly url?: string;
  readonly adapter?: string;
}

export const doctorCommand = (call: Call): Command =>
  withAccessOptions(
    newCommand('doctor')
      .description('look at a target, and say what a first run would stumble over')
      .usage('[options] [--url URL | --adapter NAME | -- COMMAND...]')
      .argument('[words...]')
      .addOption(urlOption())
      .addOption(adapterOption()),
  )
    .addHelpText('after', TARGET_HELP)
    .action(async (words: readonly string[], options: Options) => {
      const { url, adapter } = options;
      const target = await chooseTarget({ url, adapter, command: call.target, words, options });
      const { palette } = frameFor(process.stdout);
      const { findings, runs } = await diagnose(() => target.open(PATIENCE_MS));
      await print(`${findings.map((finding) => line(finding, palette)).join('')}\n${conclusion(findings, runs)}\n`);
      call.end(runs ? 0 : 3);
    });

/** A target that cannot be opened has but one thing the matter with it. */
async function diagnose(open: () => ReturnType<Awaited<ReturnType<typeof chooseTarget>>['open']>) {
  try {
    const system = await open();
    return await examine(system).finally(() => system.stop());
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const { found, advice } = error;
    return { findings: [{ mark: 'bad' as const, found, advice }], runs: false };
  }
}

const symbols: Record<Finding['mark'], readonly [string, 'green' | 'yellow' | 'red']> = {
  good: ['✓', 'green'],
  note: ['!', 'yellow'],
  bad: ['✗', 'red'],
};

function line({ mark, found, advice }: Finding, palette: Palette): string {
  const [symbol, tone] = symbols[mark];
  const then = advice === '' ? '' : `. ${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
  return `${palette[tone](symbol)} ${found}${palette.dim(then)}\n`;
}

function conclusion(findings: readonly Finding[], runs: boolean): string {
  if (!runs) return 'A run makes no sense yet.';
  const failing = findings.filter(({ mark }) => mark === 'bad').length;
  return failing === 0 ? 'A run makes sense.' : 'A run makes sense, and will fail by what is marked ✗.';
}
