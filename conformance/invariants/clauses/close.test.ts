import { expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const LEFT = `# a connection that is not closed
clauses   close.follows
features  extended_codes remove
seats     ann:host

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
ann > leave
ann < roomLeft 1101 re=1
`;

/** The clauses that a history breaks whose last line comes so many milliseconds after RoomLeft. */
function broken(last: string, afterMs: number): string[] {
  const { history } = parseExample(`${LEFT}${last}\n`);
  const end = history.records.length - 1;
  const records = history.records.map((record, index) => ({ ...record, at: index === end ? index + afterMs : index }));
  return judge({ ...history, profile: { ...history.profile, slackMs: 250 }, records }).violations.map(
    ({ clause }) => clause,
  );
}

test.each(['ann > cut', 'ann > close 4000'])(
  'who ends it within the second excuses the server, and later not: %s',
  (last) => {
    for (const ms of [0, 900, 2_200]) expect(broken(last, ms)).toEqual([]);
    for (const ms of [2_400, 5_000, 2_000_000]) expect(broken(last, ms)).toEqual(['close.follows']);
  },
);
