/**
 * Merges several logs into one: their lines by time, and of equal times those of the log that begins first. Each
 * log has its own names of connections, except where a connection goes on in a log that begins when another one has
 * ended, as in the parts of a rotated log.
 */
import type { LogEntry, LogHead, LogWriting } from '../../exchange/log.js';
import type { Source } from './source.js';

/**
 * The log whose line comes next. It goes on as long as its key is less than `until`, or equal to it where it is
 * `last`.
 */
export interface LogTurn {
  readonly source: Source;
  readonly log: number;
  readonly until: number;
  readonly last: boolean;
}

/**
 * The logs by their first stamps, and of equal ones as they were given. Where the parts of a log are given in any
 * order, the last lines of one part so come before the first lines of the next one, if they bear the same stamp.
 */
export const byFirstStamp = (sources: readonly Source[]): Source[] =>
  sources.toSorted((a, b) => (a.key === b.key ? 0 : a.key - b.key));

/** Whose turn it is; undefined where no log has another line. */
export function nextTurn(sources: readonly Source[]): LogTurn | undefined {
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

/**
 * What all heads say together: the logs lack nothing where each head says so. A log without a head is doubted when
 * it begins.
 */
export function headOf(sources: readonly Source[]): LogHead {
  const heads = sources.flatMap(({ head }) => head ?? []);
  const deviations = heads.flatMap((head) => head.deviations);
  return {
    name: heads.find(({ name }) => name !== '')?.name ?? '',
    complete: heads.length > 0 && heads.every(({ complete }) => complete),
    slackMs: Math.max(0, ...heads.map(({ slackMs }) => slackMs)),
    // A node that says nothing promises nothing.
    reportedWithinMs: heads.every((head) => head.reportedWithinMs > 0)
      ? Math.max(0, ...heads.map((head) => head.reportedWithinMs))
      : 0,
    deviations: deviations.filter(
      ({ clause }, index) => deviations.findIndex((one) => one.clause === clause) === index,
    ),
    ...writingOf(heads),
  };
}

/** Several logs are as good as the one that says least. */
function writingOf(heads: readonly LogHead[]): LogWriting {
  const [first] = heads;
  const writer = first && heads.every((head) => head.writer === first.writer) ? first.writer : 'unknown';
  const isSaid = heads.every((head) => head.writer === 'server' || head.lossSeenMs > 0);
  return { writer, lossSeenMs: isSaid ? Math.max(0, ...heads.map(({ lossSeenMs }) => lossSeenMs)) : 0 };
}

/** A line of a log, with a name of its connection that no other log has. */
export type ConnectionRenamer = (entry: LogEntry, log: number) => LogEntry;

/** Renames the connections of several logs. */
export function connectionRenamer(sources: readonly Source[]): ConnectionRenamer {
  /** Of each log: the connections that have begun in it and not ended, or go on in it. */
  const openByLog = sources.map(() => new Map<string, string>());

  function newName({ kind, connection }: LogEntry, log: number): string {
    const begins = kind === 'join' || kind === 'resume' || kind === 'call';
    // A part without a head is of the same log: a connection that joins once more there is the same.
    if (!begins || !sources[log]?.head)
      for (const [other, open] of openByLog.entries()) {
        const name = open.get(connection);
        if (other === log || name === undefined || !sources[other]?.ended) continue;
        open.delete(connection);
        return name;
      }
    return log === 0 ? connection : `${connection} of ${sources[log]?.name ?? ''}`;
  }

  return (entry, log) => {
    const own = openByLog[log] as Map<string, string>;
    const { connection } = entry;
    // A report is about no connection.
    if (connection === '') return entry;
    const name = own.get(connection) ?? newName(entry, log);
    if (entry.kind === 'closed' || entry.kind === 'answer') own.delete(connection);
    else own.set(connection, name);
    return name === connection ? entry : { ...entry, connection: name };
  };
}
