/** What a server declares, in Joined: read off its settings, so that nothing is declared that is not there. */
import { Feature } from '../../../gen/es/index.js';
import type { Settings } from './settings.js';

export function features({ config, roomOrder, operator, json }: Settings): Feature[] {
  const declared: readonly (readonly [Feature, boolean])[] = [
    [Feature.EXTENDED_CODES, config.extendedCodes],
    [Feature.REMOVE, config.remove],
    [Feature.REPLACE, config.replace],
    [Feature.RESUME, config.resumeWindowMs > 0],
    [Feature.SWITCH, config.switch],
    [Feature.VIEWER, config.viewer],
    [Feature.RELAY, config.relay],
    [Feature.OPERATOR, operator],
    [Feature.JSON, json],
    [Feature.ROOM_ORDER, roomOrder],
    [Feature.ANNOUNCES_EACH, config.announcesEach],
  ];
  return declared.flatMap(([feature, isDeclared]) => (isDeclared ? [feature] : []));
}
