/**
 * The log of a play together with the reports that the server has made of it by itself. They bear the server's own ids, so that its lines
 * do as well.
 */
import type { History, HistoryRecord } from '../../exchange/history.js';
import type { ReportRecord, SystemUnderTest } from '../../sut/system.js';
import { type GeneratedLine, timedLinesOf } from '../judge/from-history.js';

/** The first line of a log that lacks nothing, of a server that reports at once. */
export const prompt: GeneratedLine = { at: 0, head: { name: 'reported', complete: true, reportedWithinMs: 1_000 } };

/** A play, and its records as they came, each with the time of day in milliseconds. */
export interface WrittenPlay {
  readonly history: History;
  readonly world: string;
  readonly records: readonly HistoryRecord[];
  readonly stamps: ReadonlyMap<unknown, number>;
}

/** The same system, whose latest world is written down as it is played. */
export function writingDown(system: SystemUnderTest) {
  let world = '';
  let records: unknown[] = [];
  let stamps = new Map<unknown, number>();
  const open: SystemUnderTest['open'] = (asked, report) => {
    world = asked.id;
    records = [];
    stamps = new Map();
    const [own, times] = [records, stamps];
    const witnessing: ReportRecord = (record, instead) => {
      times.set(record, Date.now());
      const untrue = instead === undefined ? -1 : own.indexOf(instead);
      if (untrue < 0) own.push(record);
      else own[untrue] = record;
      report(record, instead);
    };
    return system.open(asked, witnessing);
  };
  return {
    system: Object.assign(Object.create(system), { open }) as SystemUnderTest,
    last: () => ({ world, records: records as readonly HistoryRecord[], stamps }),
  };
}

/** What the server has reported, by the worlds in which its rooms are; rooms are named as in their worlds. */
export function reportsByWorld(text: string): ReadonlyMap<string, readonly GeneratedLine[]> {
  const worlds = new Map<string, GeneratedLine[]>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const { at, ...kind } = JSON.parse(line) as GeneratedLine;
    const [name, body] = Object.entries(kind)[0] as [string, { readonly roomId: string }];
    const slash = body.roomId.lastIndexOf('/');
    const world = body.roomId.slice(0, slash);
    const report = { at, [name]: { ...body, roomId: body.roomId.slice(slash + 1) } };
    const known = worlds.get(world);
    if (known) known.push(report);
    else worlds.set(world, [report]);
  }
  return worlds;
}

/** A report stands before what was seen in the same millisecond, and after what was sent. What comes after the play is left out. */
export function linesWithReports(play: WrittenPlay, reports: readonly GeneratedLine[]): GeneratedLine[] {
  const { history, stamps } = play;
  const records = play.records.map((record) => ({ ...record, at: stamps.get(record) ?? 0 }));
  const named = reports.map((report) => renamed(report, play));
  let next = 0;
  return timedLinesOf({ ...history, records }).flatMap((line) => {
    const isSeen = 'fromServer' in line || 'answer' in line;
    const first = next;
    const isBefore = ({ at }: GeneratedLine) => at < line.at || (isSeen && at === line.at);
    while (named[next] && isBefore(named[next] as GeneratedLine)) next += 1;
    return [...named.slice(first, next), line];
  });
}

/** The room as the scenario names it: of a name that is as long as it may be, the world takes the beginning. */
function renamed(report: GeneratedLine, { records, world }: WrittenPlay): GeneratedLine {
  const { at, ...kind } = report;
  const [name, body] = Object.entries(kind)[0] as [string, { readonly roomId: string }];
  const own = `${world}/`.length;
  const rooms = records.flatMap((record) =>
    record.kind === 'sent' && 'room' in record.action ? record.action.room : [],
  );
  const roomId = rooms.find((room) => room === body.roomId) ?? rooms.find((room) => room.slice(own) === body.roomId);
  return { at, [name]: { ...body, roomId: roomId ?? body.roomId } };
}
