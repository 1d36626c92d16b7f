/** A reason code in full: what the registry says about it, and the cases that cause it. */
import { clauses } from '../../../gen/clauses.js';
import type { ReasonEntry } from '../../exchange/codec.js';
import type { Palette } from '../../report/palette.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { facts, indented } from './layout.js';
import { codePage, siteAddress } from './site.js';

/** The close code of a reason is its code plus this number. Clause `close.code`. */
const CLOSE = 3_000;

/** By number, or by name with or without `REASON_CODE_`. */
export const findCode = (word: string, { reasons }: Catalogue): ReasonEntry | undefined => {
  const name = word.toUpperCase().replace(/^REASON_CODE_/, '');
  return reasons.find((one) => String(one.code) === word || one.name === name);
};

/** The lines that explain a reason code. */
export function explainCode(entry: ReasonEntry, catalogue: Catalogue, palette: Palette): string[] {
  const { code, name, message, sources, causes, basis, scope, comingBack, since } = entry;
  const travels = sources.includes('server');
  return [
    `${palette.bold(String(code))}  ${name}`,
    ...indented([message]),
    '',
    ...facts({
      'stated by': sources.map((source) => STATED_BY[source] ?? source),
      known: [KNOWN[basis] ?? basis],
      'caused by': [causes.join(', ')],
      concerns: [scope === 'all' ? 'everybody in the session, at once' : 'one participation'],
      'coming back': [comingBack],
      set: [setOf(entry)],
      since: [since],
      site: [siteAddress(codePage(code))],
      'close code': [travels ? String(CLOSE + code) : 'none: it is never sent'],
      cases: casesOf(code, catalogue),
      clauses: clausesOf(code),
    }),
  ];
}

const STATED_BY: Readonly<Record<string, string>> = {
  server: 'the server, to everybody alike',
  local: 'a client, to its own application',
};
const KNOWN: Readonly<Record<string, string>> = { asserted: 'told', inferred: 'concluded' };

function setOf({ set, sources, fallback }: ReasonEntry): string {
  if (set === 'core') return 'core: every implementation has it';
  if (!sources.includes('server')) return 'extended';
  const instead = fallback === undefined ? 'no reason at all' : String(fallback);
  return `extended: a server without extended_codes sends ${instead}`;
}

const casesOf = (code: number, { cases }: Catalogue): string[] => {
  const found = cases.filter(({ codes }) => codes.includes(code)).map(({ id, title }) => `${id}  ${title}`);
  return found.length > 0 ? found : ['none'];
};

const clausesOf = (code: number): string[] => {
  const naming = Object.entries(clauses).filter(([, { sentence }]) => sentence.includes(String(code)));
  return naming.length > 0 ? naming.map(([id, { sentence }]) => `${id}  ${sentence}`) : ['none names it'];
};
