// The shim takes the timers and the clock of its start. With this, it uses the fake ones of a test that comes later.
for (const name of ['setTimeout', 'clearTimeout'] as const) {
  const native = globalThis[name] as (...args: unknown[]) => unknown;
  const late = (...args: unknown[]) => {
    const now = globalThis[name] as typeof native;
    return (now === late ? native : now)(...args);
  };
  Object.assign(globalThis, { [name]: Object.assign(late, native) });
}

const { performance } = globalThis;
const now = performance.now.bind(performance);
performance.now = () => (globalThis.performance === performance ? now() : globalThis.performance.now());
