/** `adjourn doctor`: a quick look at a target, before the first run. */
import type { Command } from 'commander';
import type { Palette } from '../../report/index.js';
import { type Diagnosis, examine, examineClient, type Finding, PATIENCE_MS } from '../../runner/index.js';
import { Unreachable } from '../../sut/system.js';
import { openTestee } from '../../sut/testee/index.js';
import { type Call, newCommand } from '../command.js';
import { type AccessOptions, adapterOption, TARGET_HELP, urlOption, withAccessOptions } from '../options.js';
import { frameFor, print } from '../screen.js';
import { chooseTarget } from '../target/server.js';
import { chosenWay, noServerOptions, TESTEE_HELP, type TesteeOptions, withTesteeOptions } from '../target/testee.js';
import { UsageError } from '../usage.js';

interface Options extends AccessOptions, TesteeOptions {
  readonly client?: boolean;
  readonly url?: string;
  readonly adapter?: string;
}

export const doctorCommand = (call: Call): Command =>
  withTesteeOptions(
    withAccessOptions(
      newCommand('doctor')
        .description('look at a target, and say what a first run would stumble over')
        .usage('[options] [--url URL | --adapter NAME | -- COMMAND...] | --client [-- COMMAND...]')
        .argument('[words...]')
        .addOption(urlOption())
        .addOption(adapterOption())
        .option('--client', 'look at a client, through its testee'),
    ),
  )
    .addHelpText('after', `${TARGET_HELP}\n${TESTEE_HELP}`)
    .action(async (words: readonly string[], options: Options) => {
      const { palette } = frameFor(process.stdout);
      const { findings, runs } = await diagnose(await lookAt(words, options, call.target));
      await print(`${findings.map((finding) => line(finding, palette)).join('')}\n${conclusion(findings, runs)}\n`);
      call.end(runs ? 0 : 3);
    });

/** What is looked at, and how. */
async function lookAt(
  words: readonly string[],
  options: Options,
  command: readonly string[] | undefined,
): Promise<() => Promise<Diagnosis>> {
  if (options.client) {
    noServerOptions(options);
    const way = chosenWay({ command, words, options });
    return async () => {
      const testee = await openTestee({ ...way, helloMs: PATIENCE_MS });
      return examineClient(testee).finally(() => testee.stop());
    };
  }
  if (options.listen !== undefined) throw new UsageError('--listen is for a testee: give --client too.');
  const { url, adapter } = options;
  const target = await chooseTarget({ url, adapter, command, words, options });
  return async () => {
    const system = await target.open(PATIENCE_MS);
    return examine(system).finally(() => system.stop());
  };
}

/** A target that cannot be opened has but one thing the matter with it. */
async function diagnose(look: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await look();
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
