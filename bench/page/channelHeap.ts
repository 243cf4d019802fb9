import { origins } from '../../test/kit/page.ts';
import { CHANNEL_OBJECTS } from '../plan.ts';
import { APIS, shimWithAll } from './channels.ts';
import { open } from './open.ts';
import { next, report } from './report.ts';
import { used } from './used.ts';

// What 1,000 held objects of each kind take, and what is left of them when they are closed: bytes an object.
report(async () => {
  const { window } = await open(shimWithAll(origins.backend), {});
  const figures: Record<string, { held: number; left: number }> = {};
  for (const api of APIS) {
    next(`memory of ${api}`);
    const url = api === 'WebSocket' ? origins.backend.replace('http', 'ws') : origins.backend;
    const make = () => Array.from({ length: CHANNEL_OBJECTS }, (_, i) => new window[api](`${url}/items/${i}`));
    // The engine compiles, and fills its caches, once.
    for (const each of make()) each.close();
    const before = await used();
    const made = make();
    const held = await used();
    for (const each of made.splice(0)) each.close();
    figures[api] = { held: (held - before) / CHANNEL_OBJECTS, left: ((await used()) - before) / CHANNEL_OBJECTS };
  }
  return figures;
});
