/** Each exported name that several modules declare, with these. */
export function homonyms(): Map<string, string[]>;
/** Each file and each exported name with a word that was given up. */
export function retiredNames(): string[];
