// Where the sources of the pages stand on the code host, where package.json says so.

import { PLACEHOLDER } from '../tools/package/publishable.mjs';

const BRANCH = 'main';

/** The page of the repository on its code host; undefined where package.json has a placeholder, or nothing. */
export const repositoryPage = ({ repository }) => known(repository?.url?.replace(/^git\+/, '').replace(/\.git$/, ''));

/** Where the site itself is; undefined where package.json has a placeholder, or names the readme of the repository. */
export const sitePage = ({ homepage }) => (homepage?.includes('#') ? undefined : known(homepage));

const known = (address = '') =>
  URL.canParse(address) && !PLACEHOLDER.test(new URL(address).hostname) ? address : undefined;

/** Where a file or a folder of the repository is shown. */
export const fileAddress = (repository, path) => `${repository}/blob/${BRANCH}/${path}`;

/** Where somebody can change a file, and propose the change. */
export const editAddress = (repository, path) => `${repository}/edit/${BRANCH}/${path}`;
