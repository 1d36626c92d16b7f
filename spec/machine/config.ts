/** What a server declares of itself. */

/**
 * What a server declares of itself; fixed while it runs.
 *
 * @example
 * const config: Config = { ...baseConfig, replace: true };
 */
export interface Config {
  readonly extendedCodes: boolean;
  readonly remove: boolean;
  readonly replace: boolean;
  readonly switch: boolean;
  readonly viewer: boolean;
  readonly relay: boolean;
  readonly announcesEach: boolean;
  /**
   * How long a lost connection may be resumed, in milliseconds; 0: the loss is the departure, and there is no
   * resumption.
   */
  readonly resumeWindowMs: number;
  /** How many unacknowledged messages are kept for a client that may resume. Clause `resume.retained`. */
  readonly retain: number;
  /** What has been acknowledged is kept all the same: a server may forget it, and need not. */
  readonly keepsAcknowledged?: boolean;
}

/**
 * What holds where nothing else is said: the base with its usual features, and no resumption.
 *
 * @example
 * const config: Config = { ...baseConfig, resumeWindowMs: 10_000 };
 */
export const baseConfig: Config = {
  extendedCodes: true,
  remove: true,
  replace: false,
  switch: false,
  viewer: false,
  relay: false,
  announcesEach: false,
  resumeWindowMs: 0,
  retain: 1_024,
};

/**
 * A whole config from what differs from {@link baseConfig}.
 *
 * @example
 * const config = configOf({ switch: true, resumeWindowMs: 10_000 });
 */
export const configOf = (changes: Partial<Config> = {}): Config => ({ ...baseConfig, ...changes });

/** Whether a lost connection may come back. Clause `resume.resumed`. */
export const resumable = (config: Config): boolean => config.resumeWindowMs > 0;
