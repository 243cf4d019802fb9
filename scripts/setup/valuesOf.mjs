/** The values of an option on the command line, which may be given several times: `--engine firefox`, `--engine=webkit`. */
export function valuesOf(option, args) {
  return args.flatMap((arg, i) => {
    if (arg === `--${option}`) return [args[i + 1]];
    return arg.startsWith(`--${option}=`) ? [arg.slice(option.length + 3)] : [];
  });
}
