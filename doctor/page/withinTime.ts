import { createContext, runInContext } from 'node:vm';
import { RequestFailed } from '../http/failures.ts';

/** In ms: a page of some megabytes takes a tenth of that. */
const TIME = 5000;

/** Reads what a page says, unless it is made so that this takes for ever. @throws RequestFailed */
export function withinTime<Result>(read: () => Result, time = TIME): Result {
  try {
    // Nothing else stops a function that does not wait.
    return runInContext('read()', createContext({ read }), { timeout: time });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new RequestFailed(
      'PAGE_TOO_COMPLEX',
      `the page takes longer than ${time / 1000} s to read, and is not checked`,
    );
  }
}
