/** Reports of several systems as one page. The way into matrix/. */

export { sightingsOf } from './cells.js';
export { matrixHtml } from './html.js';
export { matrixMarkdown } from './markdown.js';
export { type Matrix, matrixOf, type NamedReport, type SystemRemarks } from './model.js';
export { matrixPicture } from './picture.js';
export { reportLines, trimReport } from './trim.js';
export { CELL_WORDS } from './words.js';
