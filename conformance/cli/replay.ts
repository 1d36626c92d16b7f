/** `adjourn replay FILE`: runs one saved scenario again. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { CodecError } from '../exchange/codec.js';
import { replayFile, replayUnreached } from '../runner/index.js';
import type { SystemUnderTest, Unreachable } from '../sut/system.js';
import { type Call, newCommand } from './command.js';
import { judge, type Reporter } from './judge.js';
import {
  type AccessOptions,
  adapterOption,
  reporterOption,
  TARGET_HELP,
  urlOption,
  withAccessOptions,
} from './options.js';
import { chooseTarget } from './target.js';
import { UsageError } from './usage.js';

interface Options extends AccessOptions {
  readonly url?: string;
  readonly adapter?: string;
  readonly reporter: Reporter;
}

export const replayCommand = (call: Call): Command =>
  withAccessOptions(
    newCommand('replay')
      .description('run a saved scenario again')
      .usage('[options] FILE [--url URL | --adapter NAME | -- COMMAND...]')
      .argument('<file>', 'a scenario that a failing run has saved')
      .argument('[words...]')
      .addOption(urlOption())
      .addOption(adapterOption())
      .addOption(reporterOption()),
  )
    .addHelpText('after', TARGET_HELP)
    .action(async (file: string, words: readonly string[], options: Options) => {
      const { url, adapter, reporter } = options;
      const target = await chooseTarget({ url, adapter, command: call.target, words, options });
      if (!existsSync(file))
        throw new UsageError(`There is no file "${file}": give one that the "replay" line of a failure names.`);
      const judging = {
        judges: (system: SystemUnderTest) => replayFile(system, file, target.name),
        unreached: (error: Unreachable) => replayUnreached(file, target.name, error),
      };
      const code = await judge(target, reporter, judging).catch((error: unknown) => {
        throw isUnreadable(error) ? new UsageError(`"${file}" is no saved scenario: ${error.message}`) : error;
      });
      call.end(code);
    });

const isUnreadable = (error: unknown): error is Error => error instanceof CodecError || error instanceof SyntaxError;
