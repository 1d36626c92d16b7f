/**
 * Several logs as one: their lines by time, of equal times those of the log that was named first. A connection's name is of its own log,
 * but where one goes on in a log that begins when another one has ended, as in the parts of one that is rotated.
 */
import type { LogEntry, LogHead } from '../../exchange/index.js';
import type { Source } from './source.js';

/** The one whose line comes next. `until`: it goes on as long as its key is less, or the same where it comes first. */
export interface Turn {
  readonly source: Source;
  readonly log: number;
  readonly until: number;
  readonly last: boolean;
}

export function nextTurn(sources: readonly Source[]): Turn | undefined {
  let first: number | undefined;
  let second: number | undefined;
  for (const [log, { ready, key }] of sources.entries()) {
    if (!ready) continue;
    if (first === undefined || key < (sources[first] as Source).key) {
      second = first;
      first = log;
    } else if (second === undefined || key < (sources[second] as Source).key) second = log;
  }
  if (first === undefined) return undefined;
  const source = sources[first] as Source;
  if (second === undefined) return { source, log: first, until: Number.POSITIVE_INFINITY, last: true };
  return { source, log: first, until: (sources[second] as Source).key, last: first < second };
}

/** What all heads say together: nothing is missing where each of them says so. What a log without one means shows when it begins. */
export function headOf(sources: readonly Source[]): LogHead {
  const heads = sources.flatMap(({ head }) => head ?? []);
  const deviations = heads.flatMap((head) => head.deviations);
  return {
    name: heads.find(({ name }) => name !== '')?.name ?? '',
    complete: heads.length > 0 && heads.every(({ complete }) => complete),
    slackMs: Math.max(0, ...heads.map(({ slackMs }) => slackMs)),
    deviations: deviations.filter(
      ({ clause }, place) => deviations.findIndex((one) => one.clause === clause) === place,
    ),
  };
}

/** Names of connections, as they are called among all logs. */
export class Called {
  /** Of each log: those that have begun in it and not ended, or go on in it. */
  readonly #open: Map<string, string>[];

  constructor(private readonly sources: readonly Source[]) {
    this.#open = sources.map(() => new Map<string, string>());
  }

  rename(entry: LogEntry, log: number): LogEntry {
    const own = this.#open[log] as Map<string, string>;
    const { connection } = entry;
    const name = own.get(connection) ?? this.#new(entry, log);
    if (entry.kind === 'closed' || entry.kind === 'answer') own.delete(connection);
    else own.set(connection, name);
    return name === connection ? entry : { ...entry, connection: name };
  }

  #new({ kind, connection }: LogEntry, log: number): string {
    const begins = kind === 'join' || kind === 'resume' || kind === 'call';
    // A part without a head is of the same log: there whoever joins once more is the same.
    if (!begins || !this.sources[log]?.head)
      for (const [other, open] of this.#open.entries()) {
        const name = open.get(connection);
        if (other === log || name === undefined || !this.sources[other]?.ended) continue;
        open.delete(connection);
        return name;
      }
    return log === 0 ? connection : `${connection} of ${this.sources[log]?.name ?? ''}`;
  }
}
