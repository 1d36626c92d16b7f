/** What a run says at its start: how much there is to do, and how long it will take. */
import type { Plan } from '../../runner/options.js';

const SECOND_MS = 1_000;
const MINUTE_S = 60;

export function planText({ cases, scenarios, aboutMs, timed, windowMs, timeoutMs }: Plan): string {
  if (cases === 0) return 'no case to run';
  const amount = `${count(cases, 'case')}, ${count(scenarios, 'scenario')}, about ${duration(aboutMs)} without making failures small`;
  if (timed === 0) return amount;
  const times = [
    ...(windowMs > 0 ? [`the announced window of ${exactly(windowMs)}`] : []),
    ...(timeoutMs > 0 ? [`the heartbeat timeout of ${exactly(timeoutMs)}`] : []),
  ];
  if (times.length === 0) return amount;
  return `${amount}; ${count(timed, 'timed case')} ${timed === 1 ? 'waits' : 'wait'} for ${times.join(' and ')}, side by side (--fast leaves them out)`;
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;

const exactly = (ms: number): string => (ms < SECOND_MS ? `${ms} ms` : `${ms / SECOND_MS} s`);

/** A guess is given in whole seconds, or whole minutes. */
function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / SECOND_MS));
  return seconds < 2 * MINUTE_S ? `${seconds} s` : `${Math.round(seconds / MINUTE_S)} min`;
}
