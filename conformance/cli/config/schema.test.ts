/** `npm run config:schema` writes adjourn.config.schema.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as client from '../commands/test-client.js';
import * as pair from '../commands/test-pair.js';
import * as server from '../commands/test-server.js';
import * as system from '../commands/test-system.js';
import { faultIn } from './check.js';
import { schemaOf } from './schema.js';

const file = new URL('../../../adjourn.config.schema.json', import.meta.url);
const schema = schemaOf({ server, client, pair, system });

if (process.env.WRITE_CONFIG_SCHEMA) writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);

test('the schema for editors has what the options are', () => {
  expect(JSON.parse(readFileSync(file, 'utf8')), 'run "npm run config:schema"').toEqual(schema);
});

test('the example of the README is a right one', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```json\n(\{\n {2}"\$schema"[\s\S]*?)```/.exec(readme) ?? [];
  expect(faultIn(JSON.parse(example), schema)).toBeUndefined();
});

test.each([
  [{ cas: [] }, '', 'there is no key "cas"; the nearest one is "case"'],
  [{ url: 'ws://x' }, '', '"url" belongs into a section: "server" or "pair"'],
  [{ server: { urls: 'ws://x' } }, 'server', 'there is no key "urls"; the nearest one is "url"'],
  [{ server: [] }, 'server', 'it must be an object in braces'],
  [{ server: { runs: '5' } }, 'server.runs', 'it must be a whole number'],
  [{ set: 'base' }, 'set', 'it must be one of "core", "extended"'],
  [{ case: 'server/end*' }, 'case', 'it must be a list in brackets'],
  [{ case: ['server/leave', 3] }, 'case[1]', 'it must be a text in quotes'],
  [{ deviates: { 'close.code': true } }, 'deviates.close.code', 'it must be a text in quotes'],
  [{ fast: 'yes' }, 'fast', 'it must be true or false'],
  [{ client: { command: [] } }, 'client.command', 'it must not be empty'],
  [[], '', 'it must be an object in braces'],
])('%j is refused', (config, place, what) => {
  expect(faultIn(config, schema)).toEqual({ place, what });
});

test('an option is what its help says', () => {
  expect(schema.properties).toMatchObject({
    case: { type: 'array', items: { type: 'string' } },
    deviates: { type: 'object', additionalProperties: { type: 'string' } },
    fast: { type: 'boolean' },
    runs: { type: 'integer' },
    set: { type: 'string', enum: ['core', 'extended'] },
    server: { properties: { command: { type: 'array' }, url: { type: 'string' }, runs: { type: 'integer' } } },
  });
  expect(schema.properties).not.toHaveProperty('url');
  expect(schema.properties.client).not.toHaveProperty('properties.url');
});
