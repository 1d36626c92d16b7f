/** What the page's own style and script hash to, for its Content-Security-Policy; a test holds them, and names new ones. */

/** Of the style of the document. */
export const STYLE_HASH = 'sha256-SErKgG5GxiSoZC7NFedvrbSHU2viiUvwSdOtn4eMN0I=';

/** Of the script. */
export const SCRIPT_HASH = 'sha256-Rs0+U5kjB7KgqbsEQw88rD7/g6dJHkfrjCoZT0CIQSg=';
