/** `adjourn doctor`: checks a target before its first run. */
import type { Command } from 'commander';
import type { Palette } from '../../report/palette.js';
import { examineClient } from '../../runner/doctor/client.js';
import type { Diagnosis, Finding } from '../../runner/doctor/finding.js';
import { examine, PATIENCE_MS } from '../../runner/doctor/index.js';
import { examineSystem } from '../../runner/doctor/system.js';
import { Unreachable } from '../../sut/system.js';
import { openTestee } from '../../sut/testee/index.js';
import type { Invocation } from '../command.js';
import { systemOption, TARGET_HELP, urlOption } from '../options.js';
import { frameFor, print } from '../screen.js';
import { type AccessOptions, withAccessOptions } from '../target/access.js';
import { chooseServer } from '../target/server.js';
import { chooseSystem, mustBeOne, nameOfSystem } from '../target/system.js';
import {
  refuseServerOptions,
  TESTEE_HELP,
  type TesteeOptions,
  wayToTestee,
  withTesteeOptions,
} from '../target/testee.js';
import { UsageError } from '../usage.js';

interface Options extends AccessOptions, TesteeOptions {
  readonly client?: boolean;
  readonly url?: string;
  /** True where it is given without a name. */
  readonly system?: string | true;
}

/** Gives the command its options and its action. */
export function define(command: Command, { target, end }: Invocation): void {
  command.argument('[words...]').addOption(urlOption()).addOption(systemOption());
  withTesteeOptions(withAccessOptions(command.option('--client', 'check a client, through its testee')))
    .addHelpText('after', `${TARGET_HELP}\n${TESTEE_HELP}`)
    .action(async (words: readonly string[], options: Options) => {
      const { palette } = frameFor(process.stdout);
      const { findings, runs } = await diagnose(await examination(words, options, target));
      const lines = findings.map((finding) => findingLine(finding, palette));
      await print(`${lines.join('')}\n${conclusion(findings, runs)}\n`);
      end(runs ? 0 : 3);
    });
}

/** What examines the target that the arguments name. */
async function examination(
  words: readonly string[],
  options: Options,
  command: readonly string[] | undefined,
): Promise<() => Promise<Diagnosis>> {
  mustBeOne({ '--client': options.client, '--system': options.system !== undefined });
  if (options.client) {
    refuseServerOptions(options);
    const way = wayToTestee({ command, words, options });
    return async () => {
      const testee = await openTestee({ ...way, helloMs: PATIENCE_MS });
      return examineClient(testee).finally(() => testee.stop());
    };
  }
  if (options.system !== undefined) {
    refuseServerOptions(options, '--system', 'a whole system');
    const target = chooseSystem({ name: nameOfSystem(options.system), command, words, options });
    return async () => {
      const system = await target.open();
      return examineSystem(system).finally(() => system.stop());
    };
  }
  if (options.listen !== undefined) throw new UsageError('--listen is for a testee: give --client or --system too.');
  const { url } = options;
  const target = await chooseServer({ url, command, words, options });
  return async () => {
    const system = await target.open(PATIENCE_MS);
    return examine(system).finally(() => system.stop());
  };
}

/** Of a target that cannot be opened, that is the only finding. */
async function diagnose(examines: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await examines();
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

function findingLine({ mark, found, advice }: Finding, palette: Palette): string {
  const [symbol, tone] = symbols[mark];
  const then = advice === '' ? '' : `. ${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
  return `${palette[tone](symbol)} ${found}${palette.dim(then)}\n`;
}

function conclusion(findings: readonly Finding[], runs: boolean): string {
  if (!runs) return 'A run makes no sense yet.';
  const failing = findings.filter(({ mark }) => mark === 'bad').length;
  return failing === 0 ? 'A run makes sense.' : 'A run makes sense, and will fail because of what is marked ✗.';
}
