/** The cases as a list that is redrawn in place. */
import { DefaultRenderer, Listr, ListrLogger, type ListrTask, ProcessOutput } from 'listr2';
import type { CaseResult } from '../../exchange/report.js';
import { caseLine, caseText, idColumn } from '../../report/case-line.js';
import type { Palette } from '../../report/palette.js';
import type { RunEvent } from '../../runner/options.js';
import { type Progress, planText } from './progress-plain.js';

/** listr2 asks whether stdout is a terminal. We may draw on stderr, and know already that it is one. */
class LiveRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** A case on the list. The list asks for its outcome; the events of the run give it. */
interface LiveRow {
  readonly outcome: Promise<CaseResult | undefined>;
  readonly finish: (result: CaseResult | undefined) => void;
  rename: (title: string) => void;
}

function newRow(): LiveRow {
  let finish: LiveRow['finish'] = () => {};
  const outcome = new Promise<CaseResult | undefined>((resolve) => {
    finish = resolve;
  });
  return { outcome, finish, rename: () => {} };
}

/** Draws the cases of a run on a terminal, each with how far it is. */
export function liveProgress(stream: NodeJS.WriteStream, palette: Palette): Progress {
  const rows = new Map<string, LiveRow>();
  const finished = new Set<string>();
  const anew: CaseResult[] = [];
  let columns = 0;
  let drawing: Promise<unknown> = Promise.resolve();
  const rename = (id: string, remark: string) => rows.get(id)?.rename(`${id.padEnd(columns)}  ${remark}`);
  return {
    onEvent(event: RunEvent) {
      switch (event.kind) {
        case 'planned':
          columns = idColumn(event.cases);
          stream.write(`${palette.dim(planText(event.plan))}\n`);
          for (const { id } of event.cases) rows.set(id, newRow());
          drawing = draw(
            [...rows].map(([id, row]) => task(id, row, columns, palette)),
            stream,
          );
          break;
        case 'started':
          rename(event.id, '');
          break;
        case 'progress':
          rename(event.id, palette.dim(`${event.done} of ${event.runs}`));
          break;
        case 'shrinking':
          rename(event.id, palette.red(`${event.clause} broken, shrinking`));
          break;
        case 'finished':
          // What is concluded anew stands below the list, which is drawn once.
          if (finished.has(event.result.id)) anew.push(event.result);
          finished.add(event.result.id);
          rows.get(event.result.id)?.finish(event.result);
      }
    },
    async end() {
      for (const row of rows.values()) row.finish(undefined);
      await drawing;
      for (const result of anew.splice(0)) stream.write(`${caseLine(result, columns, palette)}\n`);
    },
  };
}

type LiveTask = ListrTask<unknown, typeof LiveRenderer>;

function task(id: string, row: LiveRow, columns: number, palette: Palette): LiveTask {
  return {
    title: palette.dim(id),
    task: async (_, wrapper) => {
      row.rename = (title) => {
        wrapper.title = title;
      };
      const result = await row.outcome;
      if (result === undefined) return wrapper.skip(palette.dim(`${id.padEnd(columns)}  not finished`));
      const text = caseText(result, columns, palette);
      if (result.verdict === 'skip' || result.verdict === 'not-run') return wrapper.skip(text);
      // The list draws its cross for what throws, and the message in place of the title.
      if (['fail', 'inconclusive', 'harness-fault'].includes(result.verdict)) throw new Error(text);
      wrapper.title = text;
    },
  };
}

function draw(tasks: LiveTask[], stream: NodeJS.WriteStream): Promise<unknown> {
  return new Listr<unknown, typeof LiveRenderer>(tasks, {
    concurrent: true,
    exitOnError: false,
    // An interrupted run ends in our own way, with what was judged until then.
    registerSignalListeners: false,
    renderer: LiveRenderer,
    rendererOptions: {
      formatOutput: 'truncate',
      logger: new ListrLogger({ useIcons: true, toStderr: [], processOutput: new ProcessOutput(stream) }),
    },
  }).run();
}
