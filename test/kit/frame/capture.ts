// The first script of every page under test: notes what the page says and what goes wrong in it, before the shim is there.
import { findLink, leaveFrame } from './link.ts';

const LEVELS = ['error', 'warn', 'debug', 'info', 'log'] as const;

const link = findLink();
if (link.isTop) leaveFrame(link);

for (const level of LEVELS) {
  const native = console[level];
  console[level] = (...args: unknown[]) => {
    link.console.push({ level, text: args.map(String).join(' '), args });
    native.apply(console, args);
  };
}

window.addEventListener('error', (event) => {
  // Scripts and images that fail to load arrive here only in the capture phase, and are not the page's errors.
  if (event instanceof ErrorEvent) link.errors.push(event.message);
});

window.addEventListener('unhandledrejection', (event) => {
  link.rejections.push(event.reason);
});

link.started(window);
