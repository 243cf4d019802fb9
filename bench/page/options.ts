/** What the script of the runner page was told, by the query of its URL. */
export const options = new URL((document.currentScript as HTMLScriptElement).src).searchParams;

/** How many steps a browser before this one has begun. */
export const skipped = Number(options.get('skip'));

/** So many rounds, or three where the point is only that all works. */
export const few = (rounds: number): number => (options.has('quick') ? Math.min(rounds, 3) : rounds);
