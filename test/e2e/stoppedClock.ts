/** For a page: a `Date` whose time is `clockTime` of the page. */
export const stoppedClock = (time: number) => `
  window.clockTime = ${time};
  window.Date = new Proxy(Date, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length ? given : [clockTime], newTarget),
    get: (target, name) => (name === 'now' ? () => clockTime : Reflect.get(target, name)),
  });
`;

declare global {
  interface Window {
    clockTime: number;
  }
}
