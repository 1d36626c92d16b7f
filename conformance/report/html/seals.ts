/** What the page's own style and script hash to, for its Content-Security-Policy; a test holds them, and names new ones. */

/** Of the style of the document. */
export const STYLE_HASH = 'sha256-FDy8DP8/b9PHgyDliPr9jmTH2ioZauitZkKqMlZD2EE=';

/** Of the script. */
export const SCRIPT_HASH = 'sha256-Rs0+U5kjB7KgqbsEQw88rD7/g6dJHkfrjCoZT0CIQSg=';
