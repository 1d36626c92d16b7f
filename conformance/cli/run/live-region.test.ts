import { fc, test as fcTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { clip } from '../../report/text.js';
import { liveRegion, type Screen } from './live-region.js';
import { Terminal } from './screen.test.helper.js';

const linesOf = (...texts: string[]) => texts.map((text) => ({ text, painted: text }));

function stage(rows = 10, columns = 40) {
  const terminal = new Terminal(rows, columns);
  const size = { columns };
  const screen: Screen = {
    write: (text: string | Uint8Array) => {
      terminal.write(String(text));
      return true;
    },
    get columns() {
      return size.columns;
    },
  } as Screen;
  return { terminal, size, region: liveRegion(screen) };
}

test('lines are written over, and what goes above them stays', () => {
  const { terminal, region } = stage();
  region.draw(linesOf('one', 'two'));
  region.draw(linesOf('three'), 'a failure\n');
  region.draw(linesOf('four', 'five'));
  expect(terminal.screen).toEqual(['a failure', 'four', 'five', '']);
  region.clear();
  expect(terminal.screen).toEqual(['a failure', '']);
  expect(terminal.cursor).toEqual([1, 0]);
});

test('what was typed in between is written over, and what a shell has written is not', () => {
  const { terminal, region } = stage();
  region.draw(linesOf('one'));
  terminal.write('^C');
  region.draw(linesOf('two'));
  expect(terminal.screen).toEqual(['two', '']);
  terminal.write('[1]+ Stopped\n');
  region.forget();
  region.draw(linesOf('three'));
  expect(terminal.screen).toEqual(['two', '[1]+ Stopped', 'three', '']);
});

test('the same lines are not written again', () => {
  const { terminal, region } = stage();
  region.draw(linesOf('one'));
  terminal.write('typed');
  region.draw(linesOf('one'));
  expect(terminal.screen).toEqual(['one', 'typed']);
});

test('a window that becomes narrower breaks lines into more rows, and all of them go', () => {
  const { terminal, region, size } = stage();
  region.draw(linesOf('a line of twenty-four ch', 'short'), 'stays\n');
  size.columns = 10;
  // What most terminals make of the three lines: six rows.
  terminal.write(`\u001b[3A\u001b[Jstays\n${['a line of ', 'twenty-fou', 'r ch', 'short'].join('\n')}\n`);
  region.draw(linesOf('a line of'));
  expect(terminal.screen).toEqual(['stays', 'a line of', '']);
});

const screens = fc.array(
  fc.record({
    lines: fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), { maxLength: 9 }),
    above: fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 39 }), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

fcTest.prop([screens])('after each writing the terminal is as any program expects it, and nothing is lost', (steps) => {
  const { terminal, region } = stage();
  const kept: string[] = [];
  for (const { lines, above } of steps) {
    const fitting = lines.map((line) => clip(line, 40));
    region.draw(linesOf(...fitting), above.map((line) => `${line}\n`).join(''));
    kept.push(...above);
    expect([terminal.wraps, terminal.cursorShown]).toEqual([true, true]);
    expect(terminal.cursor[1]).toBe(0);
    const seen = [...terminal.history, ...terminal.screen].slice(0, -1);
    expect(seen).toEqual([...kept, ...fitting].map((line) => line.trimEnd()));
  }
});
