import type { Calls } from '../calls/calls.ts';
import { carryInUrl, wantsTokenInUrl } from '../calls/tokenParam.ts';
import { isFixed } from '../messages.ts';
import { apply, descriptorOf } from '../platform/natives.ts';
import { type Handler, replaceMethod } from '../platform/replaceMethod.ts';
import { convertsQuietly } from '../platform/strings.ts';
import type { Channel } from './channel.ts';

const API = 'sendBeacon';

/**
 * `navigator.sendBeacon()` (I4). The user may be leaving the page, so it is sent immediately, with the session that is
 * known when it is called.
 */
export const beaconChannel: Channel = {
  name: 'beacon',
  install(calls) {
    const { prototype } = Object(globalThis.Navigator);
    if (!prototype || !prototype[API]) return () => {};
    // Polyfills put theirs on the object itself (E7).
    const owner = descriptorOf(navigator, API).value ? navigator : prototype;
    const undo = replaceMethod(owner, API, onSendBeacon(calls));
    if (!undo) throw new Error(isFixed('navigator.sendBeacon'));
    return undo;
  },
};

const onSendBeacon =
  (calls: Calls): Handler =>
  (native, self: unknown, args) => {
    // Native throws for any other `this`, except the navigator of a frame, which is another page.
    if (!args.length || self !== navigator) return apply(native, self, args);
    if (!convertsQuietly(args[0])) args[0] = `${args[0]}`;
    const backend = calls.match(args[0]);
    if (!backend) return apply(native, self, args);
    const url = `${args[0]}`;
    const wantsToken = wantsTokenInUrl(calls, backend, API, url);
    args[0] = carryInUrl(
      calls,
      backend,
      { api: API, url, wantsToken },
      wantsToken ? calls.tokenNow(backend) : undefined,
    );
    return apply(native, self, args);
  };
