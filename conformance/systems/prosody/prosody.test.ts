/** What can be told of this testee without a Prosody. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fromTestee } from '../../exchange/codec.js';
import type { MappedWord } from '../../testees/kit/index.js';
import { mapping } from './mapping.js';
import { readyOf } from './profile.js';
import { prosody } from './prosody.js';

describe('where there is no prosody', () => {
  beforeEach(() => vi.stubEnv('PATH', '/nowhere'));
  afterEach(() => vi.unstubAllEnvs());

  test('the line that installs it is said', async () => {
    const { ready, stop } = prosody({ resumeSeconds: 0 });
    const starting = typeof ready === 'function' ? ready() : ready;
    await expect(starting).rejects.toThrow('apt-get install -y --no-install-recommends prosody');
    await expect(stop?.()).resolves.toBeUndefined();
  });
});

describe('what it says of itself', () => {
  test('is what the suite can read, in both variants', () => {
    for (const resumeSeconds of [0, 3]) {
      const ready = readyOf('0.12.3', resumeSeconds, mapping);
      const read = fromTestee.fromJson({ id: 1, ready: JSON.parse(JSON.stringify(ready)) });
      expect(read).toMatchObject({ answer: { side: 'system', system: { resumeWindowMs: resumeSeconds * 1_000 } } });
    }
  });

  test('has each word once on each side', () => {
    const words = (rows: readonly Pick<MappedWord, 'native'>[]) => rows.map(({ native }) => native);
    for (const rows of [mapping.leaver, mapping.others, mapping.refusals])
      expect(words(rows)).toEqual([...new Set(words(rows))]);
  });
});
