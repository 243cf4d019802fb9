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

/** The profile of a call: each step does one thing more than the one before it. */
export type Step = [Operation, Target, makeHandler: (calls: Calls) => Handler];
export const steps: Record<string, Step> = {
  native: ['open', 'elsewhere', () => apply],
  look: ['open', 'elsewhere', look],
  'look-relative': ['open', 'own', look],
  'add-blindly': ['open', 'backend', () => change(blindly, 1)],
  add: ['open', 'backend', (calls) => change(carefully(calls), 1)],
  keep: ['open', 'backend', (calls) => changeAndKeep(carefully(calls))],
  'fetch-add': ['fetch', 'backend', (calls) => change(carefully(calls), 0)],
  'fetch-include': ['fetch', 'backend', (calls) => changeAndInclude(carefully(calls), spread)],
  'fetch-copy': ['fetch', 'backend', (calls) => changeAndInclude(carefully(calls), copyOf)],
  'fetch-watch': ['fetch', 'backend', includeAndWatch],
};
