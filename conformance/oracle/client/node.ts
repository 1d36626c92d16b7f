/** One point of a search: how far a life is accounted for, and the state of the machine there. */
import type { CallOutcome } from '../../../spec/machine/client/effects.js';
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import { type ClientState, notBegun } from '../../../spec/machine/client/state.js';
import type { CallAt, CallEndAt, ClientLife, HeardMessageAt, LineHistory, TellingAt } from './lives.js';
import { bindingTold, endsSay, isCounted, type OwedMessage, type OwedTelling } from './owed.js';

/** What is the same all through a search. */
export interface ClientProblem {
  readonly life: ClientLife;
  /** The secret of its Join; a made-up one where no Join was heard. */
  readonly joinId: string;
  readonly told: readonly TellingAt[];
  readonly lines: readonly LineHistory[];
  /** Behind the join. */
  readonly calls: readonly CallAt[];
  readonly ends: readonly CallEndAt[];
}

/** The problem of a life. */
export function problemOf(life: ClientLife): ClientProblem {
  const calls = new Map(life.calls.map((one) => [one.call, one]));
  const lines = life.lines.map((line) => ({ ...line, heard: line.heard.filter(isCounted) }));
  const joins = lines.flatMap(({ heard }) => heard.filter((one) => one.heard.message === 'join'));
  const [first] = [...joins].sort((a, b) => a.index - b.index);
  return {
    life,
    joinId: first?.heard.joinId ?? 'never heard',
    told: bindingTold(life),
    lines,
    calls: life.calls.slice(1),
    ends: life.ends.filter(({ call, end }) => {
      const made = calls.get(call);
      return made !== undefined && endsSay(made) && end.how !== 'threw';
    }),
  };
}

/** What happened on the way, newest first. */
export interface TrailLink {
  readonly before: ClientState;
  readonly event: ClientEvent;
  /** It stands for what a client does of itself, and not for what it says. */
  readonly uncounted: boolean;
  readonly earlier: TrailLink | undefined;
}

/** One point of a search. */
export interface ClientNode {
  readonly client: ClientState;
  /** The place of the line that the machine's newest connection is. */
  readonly line: number | undefined;
  /** Which lines have had their turn. */
  readonly used: readonly boolean[];
  /** How much of what was said on each line, and of the calls, has been taken up. */
  readonly taken: readonly number[];
  readonly calls: number;
  /** How much of what was heard on each line, and told, is accounted for. */
  readonly heard: readonly number[];
  readonly told: number;
  readonly owedMessages: readonly (readonly OwedMessage[])[];
  readonly owedTellings: readonly OwedTelling[];
  /** How the calls have ended, as far as they have. */
  readonly outcomes: Readonly<Record<number, CallOutcome>>;
  /** The highest number of a request that was heard. */
  readonly sent: number;
  /** Its page is gone. */
  readonly gone: boolean;
  readonly trail: TrailLink | undefined;
}

/** Where nothing is accounted for. */
export const startOf = ({ lines }: ClientProblem): ClientNode => ({
  client: notBegun,
  line: undefined,
  used: lines.map(() => false),
  taken: lines.map(() => 0),
  calls: 0,
  heard: lines.map(() => 0),
  told: 0,
  owedMessages: lines.map(() => []),
  owedTellings: [],
  outcomes: {},
  sent: 0,
  gone: false,
  trail: undefined,
});

/** The index of the earliest thing that was seen and is not accounted for; infinity where all is. */
export function earliestUnseen({ told, lines, ends }: ClientProblem, node: ClientNode): number {
  let earliest = told[node.told]?.index ?? Number.POSITIVE_INFINITY;
  lines.forEach(({ heard }, place) => {
    earliest = Math.min(earliest, heard[node.heard[place] ?? 0]?.index ?? earliest);
  });
  for (const { call, index } of ends) if (!(call in node.outcomes)) earliest = Math.min(earliest, index);
  return earliest;
}

/** Points that go on alike have the same key. Who is on the list, and how often it has failed to connect, decides nothing. */
export function clientKeyOf(node: ClientNode): string {
  const { client, line, used, taken, calls, heard, told, owedMessages, owedTellings, outcomes, gone } = node;
  const { connection, joins, joined, token, received, requests, unanswered, away, leaving, left } = client;
  const open = unanswered.map(({ request, sentOver }) => {
    const when = sentOver === 0 ? '-' : sentOver === connection?.id ? '+' : '<';
    return `${request}${when}`;
  });
  return [
    connection?.phase,
    Math.min(joins, 2),
    joined?.participation,
    token,
    received,
    requests,
    open,
    away,
    leaving,
    left?.code,
    left?.source,
    line,
    used.map(Number).join(''),
    taken,
    calls,
    heard,
    told,
    owedMessages.map((queue) => queue.map(({ saying, request }) => `${saying.kind}${request}`)),
    owedTellings.map((one) => one.told.event),
    Object.keys(outcomes),
    gone,
  ].join(';');
}

/** A message that was heard, with its place among those of its line. */
export const nextHeard = ({ lines }: ClientProblem, node: ClientNode, place: number): HeardMessageAt | undefined =>
  lines[place]?.heard[node.heard[place] ?? 0];
