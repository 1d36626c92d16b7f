/** `adjourn report FILE`: a saved report by other reporters, and beside an older one. */
import type { Command } from 'commander';
import type { ReportDocument } from '../../exchange/report-document.js';
import type { ExitCode } from '../../exchange/words.js';
import { compareReports } from '../../report/compare/index.js';
import { renderComparison } from '../../report/compare/render.js';
import { paletteFor } from '../../report/palette.js';
import { type Invocation, refuseTarget } from '../command.js';
import { reporterOption } from '../options.js';
import type { ReporterChoice } from '../output/choice.js';
import { codeWith, type Outputs } from '../output/interface.js';
import { outputsOf } from '../output/outputs.js';
import { savedReport } from '../output/saved.js';
import { print } from '../screen.js';
import { UsageError } from '../usage.js';

interface Options {
  readonly reporter?: readonly ReporterChoice[];
  readonly compare?: string;
}

const HELP = `
FILE is what "--reporter json" of "adjourn test", "replay" or "judge" wrote.
With --compare, each case and each clause is better, worse, new or gone. What is new and broken is worse. A verdict that
one of the two runs alone came to is new or gone. The exit code is 0 where nothing is worse, 1 where something is, and
3 where nothing is but the newer run came to no verdict. Without --compare it is 0, whatever the report says.`;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .argument('<file>', 'a saved report')
    .addOption(reporterOption())
    .option('--compare <old>', 'an older report: say what is better, worse, new and gone')
    .addHelpText('after', HELP)
    .action(async (file: string, { reporter, compare }: Options) => {
      refuseTarget(invocation, 'report');
      const outputs = outputsOf(reporter);
      const [document, older] = await Promise.all([
        savedReport(file),
        compare === undefined ? undefined : savedReport(compare),
      ]);
      if (older) refuseOtherKind(document, older, { file, compare });
      const isWritten = (reporter === undefined && older !== undefined) || (await write(document, outputs));
      const code = older === undefined ? 0 : await comparison(document, older, { name: compare, outputs });
      invocation.end(codeWith(code, isWritten));
    });
}

function refuseOtherKind(
  newer: ReportDocument,
  older: ReportDocument,
  names: { file: string; compare?: string | undefined },
): void {
  if (newer.kind === older.kind) return;
  const [run, log] = newer.kind === 'run' ? [names.file, names.compare] : [names.compare, names.file];
  throw new UsageError(`"${run}" is the report of a run and "${log}" that of a log: compare two of one kind.`);
}

async function write(document: ReportDocument, outputs: Outputs): Promise<boolean> {
  try {
    await outputs.open();
    if (document.kind === 'run') return await outputs.run(document.report, false);
    for (const finding of document.findings) outputs.finding(finding, document.file);
    return await outputs.log(document.report, document.file);
  } finally {
    outputs.close();
  }
}

async function comparison(
  newer: ReportDocument,
  older: ReportDocument,
  { name = '', outputs }: { readonly name?: string | undefined; readonly outputs: Outputs },
): Promise<ExitCode> {
  const compared = compareReports(older, newer);
  const stream = outputs.sideline;
  await print(renderComparison(compared, name, paletteFor(stream)), stream);
  return compared.exitCode;
}
