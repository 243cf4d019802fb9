/** These two come without types that can be imported from a module. */
declare module 'xhook' {
  const xhook: { before(hook: (request: { url: string }) => void): void };
  export default xhook;
}
