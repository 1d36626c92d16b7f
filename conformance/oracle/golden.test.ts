import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

const folder = new URL('../../spec/examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.history'));

describe('the oracle and the golden examples', () => {
  it('has examples to be held against', () => expect(files.length).toBeGreaterThanOrEqual(10));

  describe.each(files)('%s', (file) => {
    const example = parseExample(readFileSync(new URL(file, folder), 'utf8'));
    it('is explained', () => {
      const explanation = explain(example.history);
      expect(explanation, JSON.stringify(explanation)).toMatchObject({ kind: 'explained' });
    });
    it.each(example.wrong.map((copy, index) => ({ index, ...copy })))(
      'copy $index, wrong by $clause, is refuted',
      ({ history }) => {
        expect(explain(history)).toMatchObject({ kind: 'refuted' });
      },
    );
  });
});
