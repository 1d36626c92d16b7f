/** A step of the build: writes the catalogue beside the built modules. */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { makeCatalogue } from './make.js';
import { FILE } from './read.js';

writeFileSync(FILE, gzipSync(JSON.stringify(makeCatalogue()), { level: 9 }));
