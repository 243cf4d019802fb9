import { comparisonOf, type Figure } from '../stats.ts';
import { few } from './options.ts';

/** Lets the page's other work be done, and does not wait as a timer does. */
function yieldToPage(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const yielded = new Promise((resolve) => {
    port1.onmessage = resolve;
  });
  port2.postMessage(0);
  return yielded.then(() => port1.close());
}

/**
 * Measures two sides round by round, in turns, so that what slows the machine down slows both.
 *
 * @param goesOn is asked before each round whether there is time for it
 */
export async function inTurns(
  rounds: number,
  measure: (side: 0 | 1, round: number) => Promise<number>,
  goesOn: (round: number) => boolean = () => true,
): Promise<Figure> {
  const figures: [number[], number[]] = [[], []];
  for (let round = 0; round < few(rounds) && goesOn(round); round++) {
    for (const turn of [0, 1]) {
      const side = ((turn + round) & 1) as 0 | 1;
      figures[side].push(await measure(side, round));
    }
    await yieldToPage();
  }
  return comparisonOf(...figures);
}
