/**
 * Prosody as a testee: `node main.js [--resume SECONDS] [--members-only] [--everyone-owns] [--mapping FILE.json]`. The last two put something wrong into
 * the server or into how it is read, to see whether the judges notice.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runTestee } from '../../testees/kit/index.js';
import { prosody } from './prosody.js';

const { values } = parseArgs({
  options: {
    resume: { type: 'string', default: '0' },
    'members-only': { type: 'boolean', default: false },
    'everyone-owns': { type: 'boolean', default: false },
    mapping: { type: 'string' },
  },
});

await runTestee(
  prosody({
    resumeSeconds: Number(values.resume),
    removal: values['members-only'] ? 'members-only' : 'kick',
    everyoneOwns: values['everyone-owns'],
    ...(values.mapping !== undefined && { mapping: JSON.parse(readFileSync(values.mapping, 'utf8')) }),
  }),
);
