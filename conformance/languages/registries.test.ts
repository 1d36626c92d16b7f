import { expect, test } from 'vitest';
import { unservedPart } from './registries.test.helper.js';

test.each([
  'npm error code EAI_AGAIN',
  'WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by NewConnectionError',
  'go: google.golang.org/protobuf@v1.36.12: Get "https://proxy.example/": dial tcp: lookup proxy.example: no such host',
  '[ERROR] Failed to execute goal: Could not transfer artifact org.example:a:1 from/to central',
])('a registry is to blame for: %s', (line) => {
  expect(unservedPart(`begun\n${line}\nended`)).toContain(line.slice(0, 20));
});

test.each([
  'npm error code E404',
  'ERROR: No matching distribution found for websockets==99',
  'go: google.golang.org/protobuf@v9.9.9: invalid version: unknown revision v9.9.9',
  '[ERROR] Could not find artifact org.example:a:1',
  'Error: read ECONNRESET',
  'dial tcp 127.0.0.1:40001: connect: connection refused',
])('what we asked for, or our own program, is to blame for: %s', (line) => {
  expect(unservedPart(`begun\n${line}\nended`)).toBeUndefined();
});
