/** The form "What binds me" has exactly the clauses that bind: held against the cases that run for a server and for a client. */
import { describe, expect, test } from 'vitest';
import { type ClauseId, clauses } from '../../gen/clauses.js';
import { cases } from '../cases/index.js';
import { type Feature, features } from '../exchange/features.js';
import type { Profile } from '../exchange/profile.js';
import { undeclarable } from '../runner/deviating.js';
import { heldTo, whyNot } from '../runner/run/select.js';
import { bindsServer } from './binding.js';
import { isShown, rowsOfAll, rowsOfClient, rowsOfServer, undeniableRows } from './form.test.helper.js';

const profileOf = (side: Profile['side'], declared: readonly Feature[]): Profile => ({
  name: 'one',
  side,
  wire: true,
  features: declared,
  resumeWindowMs: declared.includes('resume') ? 5_000 : 0,
  heartbeat: { intervalMs: 1_000, timeoutMs: 3_000 },
  tokens: true,
  slackMs: 0,
  unsupported: [],
  deviations: [],
});

/** What the cases prove that are run for a target. */
function proven(side: Profile['side'], declared: readonly Feature[]): ClauseId[] {
  const profile = profileOf(side, declared);
  const run = cases.filter((one) => one.side === side && whyNot(one, profile) === '');
  return [...new Set(run.flatMap((one) => heldTo(one, profile)))].sort();
}

/** A server that has nothing, one for each feature, and one that has all. */
const servers: readonly (readonly Feature[])[] = [
  [],
  ...features.map((name): readonly Feature[] => (name === 'relay' ? ['operator', name] : [name])),
  features,
];

test('the form of a client has what the cases of clients prove, and nothing else that a test can show', () => {
  expect(rowsOfClient().filter(isShown).sort()).toEqual(proven('client', []));
});

describe.each(servers.map((declared) => [declared.join(', ') || 'base', declared] as const))(
  'of a server: %s',
  (_, declared) => {
    test('the form has the clauses that bind it, each once', () => {
      const bound = (Object.keys(clauses) as ClauseId[]).filter((id) => bindsServer(id, declared));
      expect(rowsOfServer(declared).sort()).toEqual(bound.sort());
    });

    test('the form has all that its cases prove', () => {
      const rows = rowsOfServer(declared);
      expect(proven('server', declared).filter((id) => !rows.includes(id))).toEqual([]);
    });
  },
);

test('the form of a server with every feature has nothing else that a test can show', () => {
  const surplus = rowsOfServer(features)
    .filter(isShown)
    .filter((id) => !proven('server', features).includes(id));
  // Its case is about what a server without `replace` refuses last.
  expect(surplus).toEqual(['request.first-refusal']);
});

test('every clause stands somewhere on the form', () => {
  expect([...new Set(rowsOfAll())].sort()).toEqual(Object.keys(clauses).sort());
});

test('nobody can tick that it deviates from what the protocol is for, nor from a freedom', () => {
  const free = (Object.keys(clauses) as ClauseId[]).filter((id) => clauses[id].level === 'MAY');
  expect([...new Set(undeniableRows())].sort()).toEqual([...undeclarable, ...free].sort());
});
