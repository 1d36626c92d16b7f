#!/usr/bin/env node
/** The way in. It loads nothing but the check of Node's version: an older Node stumbles over what the rest needs. */
import { tooOld } from './node-version.js';

const complaint = tooOld(process.versions.node);
if (complaint === '') await import('./start.js');
else {
  process.stderr.write(complaint);
  process.exitCode = 2;
}
