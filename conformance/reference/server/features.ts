/** What a server declares, in Joined: read off its settings, so that nothing is declared that is not there. */
import type { Feature } from '../../../gen/es/index.js';
import { type FeatureOption, featureTable } from '../../../gen/features.js';
import type { ServerSettings } from './settings.js';

/** The features that a server with these settings declares. */
export function declaredFeatures({ config, roomOrder, operator, json }: ServerSettings): Feature[] {
  const options = { ...config, resume: config.resumeWindowMs > 0, operator, json, roomOrder };
  const declared: Readonly<Record<FeatureOption, boolean>> = options;
  return Object.values(featureTable).flatMap(({ number, option }) => (declared[option] ? [number] : []));
}
