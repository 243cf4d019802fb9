/** It comes without types that can be imported from a module. */
declare module 'xhook' {
  /** An XHR has `withCredentials`, a fetch `credentials`. */
  type HookedRequest = { url: string; isFetch?: boolean } & Pick<XMLHttpRequest, 'withCredentials'> & RequestInit;
  const xhook: { before(hook: (request: HookedRequest) => void): void };
  export default xhook;
}
