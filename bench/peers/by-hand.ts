import { getToken } from '@clerk/shared/getToken';
import { isOurs } from './config.ts';

// What a page writes by hand, with the function that Clerk has for interceptors.

const nativeFetch = window.fetch;
const { open, send } = XMLHttpRequest.prototype;
const ours = new WeakSet<XMLHttpRequest>();

window.fetch = async (input, init) => {
  if (!isOurs(`${input}`)) return nativeFetch(input, init);
  const headers = new Headers(init?.headers);
  headers.set('Authorization', `Bearer ${await getToken()}`);
  return nativeFetch(input, { ...init, headers });
};

XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
  if (isOurs(`${args[1]}`)) ours.add(this);
  return Reflect.apply(open, this, args);
};

XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body) {
  if (!ours.has(this)) return send.call(this, body);
  void getToken().then((token) => {
    this.setRequestHeader('Authorization', `Bearer ${token}`);
    send.call(this, body);
  });
};
