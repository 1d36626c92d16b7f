/** `npm run matrix`: writes spec/systems.md from the reports that are kept. */
import { writeWhole } from '../../runner/folder.js';
import { measuring } from '../command.js';
import { keptNames, PAGE, pageOf } from './kept.js';

measuring('matrix', 'writes the page about whole systems from the reports that are kept').parse();
await writeWhole(PAGE, pageOf('.'));
console.log(`${PAGE}: ${keptNames('.').join(', ')}`);
