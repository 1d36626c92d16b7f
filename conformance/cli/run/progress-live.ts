/** The cases as a list that is redrawn in place. */
import { DefaultRenderer, Listr, ListrLogger, type ListrTask, ProcessOutput } from 'listr2';
import type { CaseResult } from '../../exchange/index.js';
import { caseText, idColumn, type Palette } from '../../report/index.js';
import type { RunEvent } from '../../runner/options.js';
import { planText } from './plan-text.js';
import type { Progress } from './progress.js';

/** We know that the stream is a terminal; listr2 would ask stdout, which may be a file while we draw on stderr. */
class LiveRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** A case on the list. The list asks for its outcome; the run's events give it. */
class Line {
  readonly outcome: Promise<CaseResult | undefined>;
  finish: (result: CaseResult | undefined) => void = () => {};
  rename: (title: string) => void = () => {};

  constructor() {
    this.outcome = new Promise((resolve) => {
      this.finish = resolve;
    });
  }
}

export function liveProgress(stream: NodeJS.WriteStream, palette: Palette): Progress {
  const lines = new Map<string, Line>();
  let columns = 0;
  let drawing: Promise<unknown> = Promise.resolve();
  const rename = (id: string, remark: string) => lines.get(id)?.rename(`${id.padEnd(columns)}  ${remark}`);
  return {
    onEvent(event: RunEvent) {
      switch (event.kind) {
        case 'planned':
          columns = idColumn(event.cases);
          stream.write(`${palette.dim(planText(event.plan))}\n`);
          for (const { id } of event.cases) lines.set(id, new Line());
          drawing = draw(
            [...lines].map(([id, line]) => task(id, line, columns, palette)),
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
          lines.get(event.result.id)?.finish(event.result);
      }
    },
    async end() {
      for (const line of lines.values()) line.finish(undefined);
      await drawing;
    },
  };
}

type LiveTask = ListrTask<unknown, typeof LiveRenderer>;

function task(id: string, line: Line, columns: number, palette: Palette): LiveTask {
  return {
    title: palette.dim(id),
    task: async (_, wrapper) => {
      line.rename = (title) => {
        wrapper.title = title;
      };
      const result = await line.outcome;
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
