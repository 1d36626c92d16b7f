/** Saves what a run has found. A folder that cannot be written costs the file, and never the finding. */
import type { Case } from '../../cases/index.js';
import type { Failure } from '../../exchange/index.js';
import { fileTrouble } from '../../exchange/system-error.js';
import { save } from '../save.js';
import type { Context } from './run-case.js';

/** The failure with the name of its file, or without one where it could not be saved: that is told as an event. */
export async function keep(
  failure: Failure,
  seed: number,
  { id }: Case,
  { options, emit }: Pick<Context, 'options' | 'emit'>,
  what?: string,
): Promise<Failure> {
  try {
    return { ...failure, file: await save(failure, seed, id, options.output, what) };
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    emit({ kind: 'unsaved', folder: options.output, why: trouble.why });
    return { ...failure, file: '' };
  }
}
