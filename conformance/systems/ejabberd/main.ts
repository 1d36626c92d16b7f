/** ejabberd as a testee: `node main.js [--plant FAULT] [--mapping FILE.json]`, to put something wrong into it or into how it is read. */
import { parseArgs } from 'node:util';
import { runTestee } from '../../testees/kit/index.js';
import { ejabberd, plants } from './ejabberd.js';
import { readMapping } from './mapping.js';

const { values } = parseArgs({ options: { plant: { type: 'string', default: '' }, mapping: { type: 'string' } } });
const { plant, mapping } = values;
if (plant !== '' && !plants.includes(plant))
  throw new Error(`--plant is one of ${plants.join(', ')}, and not "${plant}"`);
await runTestee(ejabberd({ plant, mapping: readMapping(mapping) }));
