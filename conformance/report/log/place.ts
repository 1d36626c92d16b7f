/** When and where something stands in a log, in words. */
import type { LogPlace } from '../../exchange/log-report.js';
import { formatCount, formatDuration } from '../text.js';

/** `line 9`, or `b.jsonl:9` where there are several logs. */
export const placeText = ({ file, line }: Pick<LogPlace, 'file' | 'line'>): string =>
  file === undefined ? `line ${formatCount(line)}` : `${file}:${line}`;

/** In milliseconds since 1970: from 1973 on. What counts from the start of a system stays below for years. */
const EPOCH_MS = [1e11, 1e14] as const;

const isDate = (at: number): boolean => at >= EPOCH_MS[0] && at < EPOCH_MS[1];

function dateOf(at: number): readonly [day: string, time: string] {
  const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
  return [day, time];
}

/** `2026-11-30 08:12:44 UTC`; where the clock counts from anything else, `3.0 s after the first line`. */
export function stampText(at: number, begins: number): string {
  if (isDate(at)) return `${dateOf(at).join(' ')} UTC`;
  return at > begins ? `${formatDuration(at - begins)} after the first line` : 'the first line';
}

/** From one stamp to another: `2026-11-30 08:12:44 to 09:00:00 UTC`. */
export function spanText(from: number, to: number, begins: number): string {
  if (!isDate(from) || !isDate(to)) return `${stampText(from, begins)}, until ${stampText(to, begins)}`;
  const [[day, time], [lastDay, lastTime]] = [dateOf(from), dateOf(to)];
  return `${day} ${time} to ${day === lastDay ? '' : `${lastDay} `}${lastTime} UTC`;
}

/** What stands in a log comes from outside: nothing in it may reach a terminal as a command. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
export const harmless = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\u{fffd}');
