#!/usr/bin/env node
/** The entry point. It loads only the check of Node's version: the rest may not even parse on an older Node. */
import { tooOld } from './node-version.js';

const complaint = tooOld(process.versions.node);
if (complaint === '') await import('./start.js');
else {
  process.stderr.write(complaint);
  process.exitCode = 2;
}
