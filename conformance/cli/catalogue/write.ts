/** A step of the build: writes the catalogue beside the built modules. */
import { writeFileSync } from 'node:fs';
import { FILE } from './catalogue.js';
import { makeCatalogue } from './make.js';

writeFileSync(FILE, JSON.stringify(makeCatalogue()));
