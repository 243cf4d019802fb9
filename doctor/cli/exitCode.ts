/** 0: the mode works. 1: it will fail. 2: invalid arguments, or no answer. */
export type ExitCode = 0 | 1 | 2;
