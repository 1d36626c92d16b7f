/** Features, as people type them. */
import { type Feature, features } from '../exchange/features.js';
import { UsageError } from './usage.js';

/** The feature that a word names. @throws UsageError with all of them where there is none. */
export function featureNamed(word: string): Feature {
  const found = features.find((name) => name === word);
  if (found) return found;
  throw new UsageError(`There is no feature "${word}". The features are ${features.join(', ')}.`);
}
