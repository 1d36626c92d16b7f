import { expect, test } from 'vitest';
import { dressBlocks } from './blocks.mjs';
import { htmlOf, treeOf } from './markdown.mjs';
import { closeCodesOf, codesOf } from './tables.mjs';

const dressed = (markdown) => {
  const tree = treeOf(markdown);
  dressBlocks(tree, 'Room');
  return tree;
};

const REGISTRY = `
| code | name        | message | stated by         | since |
| ---- | ----------- | ------- | ----------------- | ----- |
| 1002 | REMOVE_PEER | Gone.   | server            | 1.0   |
| 1102 | TRIES_OVER  | Lost.   | client, to itself | 1.0   |
`;

test('the registry is known by its head, and each of its codes has an id', () => {
  const tree = dressed(REGISTRY);
  expect(htmlOf(tree)).toContain('<table id="registry"');
  expect(htmlOf(tree)).toContain('<tr id="1002"');
  expect(htmlOf(tree)).toContain('REMOVE_<wbr>PEER');
  expect(codesOf(tree)).toEqual([
    { id: '1002', code: '1002', name: 'REMOVE_PEER', message: 'Gone.', close: 4002 },
    { id: '1102', code: '1102', name: 'TRIES_OVER', message: 'Lost.', close: undefined },
  ]);
});

test('each close code has an id, also a range of them', () => {
  const tree = dressed(
    '| code | who closes | when |\n| - | - | - |\n| 4200 | server | moved |\n| 4201 to 4499 | | later |\n',
  );
  expect(closeCodesOf(tree)).toEqual([
    { id: 'close-4200', code: '4200', when: 'moved' },
    { id: 'close-4201-to-4499', code: '4201 to 4499', when: 'later' },
  ]);
});

test('another table is no registry', () => {
  const tree = dressed('| code | what |\n| --- | --- |\n| 1002 | removed |\n');
  expect(htmlOf(tree)).not.toContain('id="registry"');
  expect(codesOf(tree)).toEqual([]);
});

test('of a wide table each cell says what it is, and everything keeps its role', () => {
  const html = htmlOf(dressed('| step | who | when |\n| --- | --- | --- |\n| 1 | [ann](#a) | |\n'));
  expect(html).toContain('<table class="cards" role="table">');
  expect(html).toContain('<th role="columnheader">who</th>');
  expect(html).toContain('<td data-label="who" role="cell"><a href="#a">ann</a></td>');
  expect(html).toContain('<td data-label="when" role="cell"></td>');
});

test('a narrow table is a table on a phone as well', () => {
  const html = htmlOf(dressed('| code | what |\n| --- | --- |\n| 1002 | removed |\n'));
  expect(html).not.toContain('cards');
  expect(html).not.toContain('role="cell"');
});

test('a table of two columns is one of cards where its first one would take the room of the other', () => {
  const html = htmlOf(dressed("| member | what |\n| - | - |\n| `room.on('participantLeft', ...)` | hears |\n"));
  expect(html).toContain('<table class="cards" role="table">');
  expect(html).toContain('data-label="what" role="cell">hears</td>');
});

test('a head without words is none: axe and screen readers would stumble over it', () => {
  const whole = htmlOf(dressed('| | |\n| --- | --- |\n| status | draft |\n'));
  expect(whole).not.toContain('<thead');
  expect(whole).toContain('<th scope="row">status</th>');
  const half = htmlOf(dressed('| option | |\n| --- | --- |\n| `--bail` | stops |\n'));
  expect(half).toContain('<th>option</th>');
  expect(half.match(/<th\b/g)).toHaveLength(1);
});
