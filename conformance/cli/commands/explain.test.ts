import { describe, expect, test } from 'vitest';
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { cases } from '../../cases/index.js';
import { reasons } from '../../exchange/codec.js';
import { plain } from '../../report/palette.js';
import { makeCatalogue } from '../catalogue/make.js';
import { explainWord } from './explain.js';

const catalogue = makeCatalogue();
const remade = makeCatalogue();
const explained = (word: string): string => explainWord(word, catalogue, plain).join('\n');

describe('a clause', () => {
  test('is told with its rule, its purpose, whom it binds, an exchange of each kind, its cases and its mutants', () => {
    const text = explained('reason.agree');
    expect(text).toMatch(
      /^reason\.agree {2}MUST\n {2}A server MUST tell the leaver and every observer the same reason/,
    );
    expect(text).toMatch(/why +all who were in a meeting have the same answer/);
    expect(text).toMatch(/who acts +a server$/m);
    expect(text).toMatch(/text +spec\/reason-codes\.md#reasonagree$/m);
    expect(text).toMatch(/site +\S*reason-codes\.html#reason\.agree$/m);
    expect(text).toMatch(
      /^right {2}.+ \(spec\/examples\/[a-z-]+\.history, in the repository\)\n {2}#.*\n {2}round 1$/m,
    );
    expect(text).toMatch(/^wrong {2}.*\n( {2}[-+ @].*\n)+/m);
    expect(text).toMatch(/cases +server\//);
    expect(text).toMatch(/mutants +/);
  });

  test('shows what is wrong as a diff of what is right', () => {
    const [, right = '', wrong = ''] = explained('departure.once').split(/^(?:right|wrong) {2}.*$/m);
    const taken = [...wrong.matchAll(/^ {2}[- ](.*)$/gm)].map(([, line]) => line?.trim());
    const lines = right.split('\n').map((line) => line.trim());
    expect(wrong).toMatch(/^ {2}\+/m);
    for (const line of taken.filter(Boolean)) if (/^\S+ [<>] /.test(line ?? '')) expect(lines).toContain(line);
  });

  test('binds those who are named before its keyword', () => {
    expect(explained('join.replace')).toMatch(/who acts +a server with replace$/m);
    expect(explained('announces.each')).toMatch(/who acts +a server with announces_each$/m);
  });

  test('of a client is shown by a scenario of a case, with the faults that break it', () => {
    const text = explained('client.leave-waits');
    expect(text).toMatch(/one scenario of client\/leave, round by round:\n(?: +\d* +(?:application|server) .*\n)+/);
    expect(text).toMatch(/who acts +a client$/m);
    expect(text).toMatch(/mutants +leaves-at-once {2}/);
  });

  test('says why it has no case', () => {
    expect(explained('connection.unbound')).toMatch(/untestable +a test would have to wait/);
  });

  test.each(Object.keys(clauses) as ClauseId[])('%s can be explained', (id) => {
    expect(explained(id)).toContain(clauses[id].sentence);
  });
});

describe('a reason code', () => {
  test.each(['1010', 'REMOVE_PEER_API', 'reason_code_remove_peer_api'])('is found as %s', (word) => {
    const text = explained(word);
    expect(text).toMatch(/^1010 {2}REMOVE_PEER_API\n {2}Participant was removed from the meeting by the operator\./);
    expect(text).toMatch(/caused by +operator$/m);
    expect(text).toMatch(/set +extended: a server without extended_codes sends 1002$/m);
    expect(text).toMatch(/close code +4010$/m);
    expect(text).toMatch(/cases +server\//);
    expect(text).toMatch(/reason\.fallback/);
  });

  test('that never travels has no close code', () => {
    expect(explained('1102')).toMatch(/close code +none: it is never sent$/m);
  });

  test.each(reasons())('$code can be explained', ({ code, message }) => {
    expect(explained(String(code))).toContain(message);
  });
});

describe('a case', () => {
  test.each(['server/host-leaves', 'host-leaves'])('is found as %s', (word) => {
    const text = explained(word);
    expect(text).toMatch(/^server\/host-leaves {2}A host who leaves does not end the meeting\n/);
    expect(text).toMatch(/needs +a system that can be made to do: leave$/m);
    expect(text).toMatch(/clauses +leave\.host-does-not-end {2}A server MUST NOT end the meeting/);
    expect(text).toMatch(/^ +\d+ {2}ann Leave$/m);
  });

  test('of a client shows the calls of its application, and what the server does', () => {
    const text = explained('client/leave-overtaken');
    expect(text).toMatch(/needs +a client that can be made to do: leave$/m);
    expect(text).toMatch(/^ +\d+ {2}application {2}join\(blue\)$/m);
    expect(text).toMatch(/^ +\d+ {2}server {7}answers Leave by RoomLeft 10\d\d/m);
    expect(text).toMatch(/^ +\d+ {2}application {2}(leave|dispose)\(\)$/m);
  });

  test.each(cases)('$id can be explained, the same each time', ({ id }) => {
    expect(explainWord(id, remade, plain).join('\n')).toBe(explained(id));
  });
});

describe('anything else', () => {
  test.each([
    ['departure.onse', 'departure.once'],
    ['server/leav', 'server/leave'],
    ['REMOVE_PER', 'REMOVE_PEER'],
    ['1020', '1002'],
  ])('%s is near to %s', (word, name) => {
    expect(() => explained(word)).toThrow(new RegExp(`"${word}" is no clause.*${name}`));
  });

  test('that every object has is no clause', () => {
    expect(() => explained('toString')).toThrow('is no clause');
  });
});
