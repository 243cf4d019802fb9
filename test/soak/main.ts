// `npm run soak`: an hour of a busy page in minutes, in each engine. It ends with 1 if anything was wrong.
import { parseArgs } from 'node:util';
import { engines } from '../harness/engines.ts';
import { ENGINES, type EngineName } from '../kit/protocol.ts';
import { faultsOf } from './faults.ts';
import { soakTable, writeDocument } from './report.ts';
import { type EngineFigures, soakIn } from './run.ts';

const USAGE = `npm run soak -- [options]
  --engine NAME   only this engine (${ENGINES.join(', ')}); may be given again
  --seed N        the plan of the calls (default: another one each time)
  --calls N       calls in each engine (default: 100000)
  --switches N    switches of the account (default: 1000)
A full run in all engines writes docs/soak.md.`;

const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true },
    seed: { type: 'string', default: `${Math.floor(Math.random() * 100_000)}` },
    calls: { type: 'string', default: '100000' },
    switches: { type: 'string', default: '1000' },
    help: { type: 'boolean', short: 'h' },
  },
});
const chosen = values.engine ?? ENGINES;
const [seed = 0, calls = 0, switches = 0] = [values.seed, values.calls, values.switches].map(Number);
if (values.help || !seed || !calls || !switches || !chosen.every((name) => name in engines)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const all: Partial<Record<EngineName, EngineFigures>> = {};
for (const name of chosen as EngineName[]) {
  const program = await engines[name].find();
  if (!program) {
    console.log(`- ${name} is skipped, for it is missing: ${engines[name].install}`);
    continue;
  }
  const faults = await soakOne(name, program);
  console.log(`${faults.length ? '✗' : '✓'} ${name}`);
  if (!faults.length) continue;
  process.exitCode = 1;
  console.log(faults.map((fault) => `    ${fault}`).join('\n'));
  console.log(`  again: npm run soak -- --engine ${name} --seed ${seed} --calls ${calls} --switches ${switches}`);
}

console.log(`\n${soakTable(all)}`);
const isFull = ENGINES.every((name) => all[name]) && calls >= 100_000 && switches >= 1000;
if (isFull && !process.exitCode) writeDocument(all, seed);

/** Soaks one engine, and gives back what was wrong. */
async function soakOne(name: EngineName, program: string): Promise<string[]> {
  try {
    const figures = await soakIn(name, program, { seed, calls, switches });
    all[name] = figures;
    return faultsOf(figures);
  } catch (error) {
    return [`${error}`];
  }
}
