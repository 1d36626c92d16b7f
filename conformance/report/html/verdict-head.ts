/** The top of the page: what it comes to, in one sentence and in numbers, and the command that runs it again. */
import type { ExitCode } from '../../exchange/words.js';
import { type Content, type Markup, tag } from './markup.js';

/** A number of the first line. `tone`: a verdict, or nothing for a plain number. */
export interface TopCount {
  readonly number: string;
  readonly noun: string;
  readonly tone?: string;
  /** Where it leads. */
  readonly place?: string;
}

/** What stands at the top. */
export interface Heading {
  readonly exitCode: ExitCode;
  /** What was judged, over the title. */
  readonly kicker: string;
  readonly title: string;
  readonly sentence: string;
  readonly counts: readonly TopCount[];
  /** Below the counts. */
  readonly rest: readonly Content[];
}

const TONES: Readonly<Record<ExitCode, string>> = {
  0: 'conforms',
  1: 'violates',
  2: 'undecided',
  3: 'undecided',
  130: 'undecided',
};

/** The head of the page. */
export function pageHead({ exitCode, kicker, title, sentence, counts, rest }: Heading): Markup {
  return tag(
    'header',
    { class: TONES[exitCode] },
    tag('p', { class: 'kicker' }, kicker),
    tag('h1', {}, title),
    tag('p', { class: 'outcome' }, sentence),
    tag('ul', { class: 'counts' }, counts.map(countItem)),
    rest,
  );
}

function countItem({ number, noun, tone = 'plain', place }: TopCount): Markup {
  const words = [tag('strong', {}, number), ' ', noun];
  return tag(
    'li',
    { class: tone },
    place === undefined ? tag('span', {}, words) : tag('a', { href: `#${place}` }, words),
  );
}

/** What a run or a log comes to, in a few words. */
export const verdictTitles: Readonly<Record<ExitCode, string>> = {
  0: 'Conforms',
  1: 'Does not conform',
  2: 'Nothing was judged',
  3: 'No verdict',
  130: 'Interrupted',
};
