import type { Mutant } from './mutant.js';

export const websocketCode: Mutant = {
  name: 'websocket-code',
  breaks: 'close.code',
  summary: 'closes with 1002 instead of 4002 after a removal',
  wrap: (parts) => ({
    ...parts,
    close: (outlet, code) => parts.close(outlet, code === 4002 ? 1002 : code),
  }),
};
