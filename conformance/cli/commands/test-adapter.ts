/** `adjourn test adapter`: holds a system that does not speak the wire against the cases. */
import type { Command } from 'commander';
import { type Call, newCommand, refuseTarget } from '../command.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { adapterTarget } from '../target/adapter.js';

const ADAPTER_HELP = `
An adapter is named by what "adjourn list --adapters" shows,
or by the path of a module that exports one as "adapter".`;

export const testAdapterCommand = (call: Call): Command =>
  withSuiteOptions(
    newCommand('adapter')
      .description('hold a foreign system against the cases, through its adapter')
      .argument('<adapter>', 'its name, or the path of a module'),
  )
    .addHelpText('after', ADAPTER_HELP)
    .action(async (name: string, options: SuiteOptions) => {
      refuseTarget(call, 'test adapter');
      call.end(await runOn(await adapterTarget(name), options));
    });
