/** `npm run matrix`: writes spec/systems.md and its picture from the reports that are kept. */
import { writeWhole } from '../../runner/folder.js';
import { measuring } from '../command.js';
import { keptNames, PAGE, PICTURE_FILE, pageOf } from './kept.js';

measuring('matrix', 'writes the page about whole systems from the reports that are kept').parse();
const { page, picture } = pageOf('.');
await writeWhole(PAGE, page);
await writeWhole(PICTURE_FILE, picture);
console.log(`${PAGE}, ${PICTURE_FILE}: ${keptNames('.').join(', ')}`);
