import type { Calls } from '../src/calls/calls.ts';
import { carryNothing } from '../src/calls/carried.ts';
import { createSessionParam } from '../src/calls/sessionParam.ts';
import type { Members } from '../src/channels/fetch/ordinaryObject.ts';
import { copyOf } from '../src/channels/fetch/readInit.ts';
import { watchAnswer } from '../src/channels/fetch/watchAnswer.ts';
import { apply, weakGet, weakSet } from '../src/platform/natives.ts';
import type { Handler } from '../src/platform/replaceMethod.ts';
import type { Operation, Target } from './plan.ts';
import { SESSION_ID, SESSION_PARAM } from './session.ts';

// Handlers that do less than those of the product, made of the same functions of src/: what a call's cost is made of.

/** Puts the session into a URL: without a look, or where C1 and C2 have it. */
type Add = (url: unknown) => string;

const blindly: Add = (url) => `${url}&${SESSION_PARAM}`;
function carefully({ base }: Calls): Add {
  const { put } = createSessionParam('_clerk_session_id');
  return (url) => put(url as string, SESSION_ID, base);
}

/** Only asks whether a call is ours, and whether the object's last one was. */
function look(calls: Calls): Handler {
  const states = new WeakMap<object, object>();
  return (native, self, args) => {
    if (calls.match(args[1] as string) || weakGet(states, self)) throw new Error(`${args[1]} is not ours`);
    return apply(native, self, args);
  };
}

/** @param place of the URL among the arguments */
const change =
  (add: Add, place: 0 | 1): Handler =>
  (native, self, args) => {
    args[place] = add(args[place]);
    return apply(native, self, args);
  };

/** Keeps the call for `send()`, too. */
function changeAndKeep(add: Add): Handler {
  const calls = new WeakMap<object, object>();
  return (native, self, args) => {
    const [method, url] = args;
    args[1] = add(url);
    weakSet(calls, self as object, { method, url, opened: args[1] });
    return apply(native, self, args);
  };
}

const changeAndInclude =
  (add: Add, copy: (init: Members) => Members | undefined): Handler =>
  (native, self, [url, init]) => {
    const members = copy(init as Members) as Members;
    members.credentials = 'include';
    return apply(native, self, [add(url), members]);
  };
const spread = (init: Members): Members => ({ ...init });

function includeAndWatch(calls: Calls): Handler {
  const send = changeAndInclude(carefully(calls), copyOf);
  const carried = { ...carryNothing(''), credentials: true };
  return (native, self, args) => {
    const backend = calls.match(args[0] as string);
    if (!backend) throw new Error(`${args[0]} is ours`);
    const promise = send(native, self, args) as Promise<Response>;
    return watchAnswer(calls, promise, { backend, carried, signal: (args[1] as RequestInit).signal });
  };
}

/** A script that does one thing more than the one before it. */
interface Part {
  title: string;
  operation: Operation;
  target: Target;
  make(calls: Calls): Handler;
}

const part = (operation: Operation, target: Target, title: string, make: Part['make']): Part => ({
  title,
  operation,
  target,
  make,
});

/** The profile of a call. */
export const profile: Record<string, Part> = {
  native: part('open', 'elsewhere', 'a function that looks native', () => apply),
  look: part('open', 'elsewhere', '… looks at how the URL starts, and whether the object was ours', look),
  'look-relative': part('open', 'own', '… or, for a relative URL, at its shape and the base', look),
  'add-blindly': part('open', 'backend', 'adds the parameter without a look', () => change(blindly, 1)),
  add: part('open', 'backend', '… where C1 and C2 have it', (calls) => change(carefully(calls), 1)),
  keep: part('open', 'backend', '… and keeps the call for send()', (calls) => changeAndKeep(carefully(calls))),
  'fetch-add': part('fetch', 'backend', 'adds the parameter where C1 and C2 have it', (calls) =>
    change(carefully(calls), 0),
  ),
  'fetch-include': part('fetch', 'backend', '… and credentials to a copy of init', (calls) =>
    changeAndInclude(carefully(calls), spread),
  ),
  'fetch-copy': part('fetch', 'backend', '… where reading it twice cannot be noticed (E3)', (calls) =>
    changeAndInclude(carefully(calls), copyOf),
  ),
  'fetch-watch': part('fetch', 'backend', '… and hears of failures (F3)', includeAndWatch),
};
