/** Which clause refuses somebody, by what is wrong with their token. */
import type { Access } from './events.js';
import type { Clauses } from './messages.js';

const refusals: Partial<Record<Access, Clauses[0]>> = {
  unauthenticated: 'access.token',
  permission_denied: 'access.differs',
};

/** Which clause refuses somebody, on a Join and on a SwitchRoom alike. */
export const whyRefused = (access: Access): Clauses[0] => refusals[access] ?? 'limit.refused';
