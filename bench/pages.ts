import type { FrameSpec } from './protocol.ts';
import { SESSION_ID } from './session.ts';

/** The document that measures. */
export const mainPage = (script: string) => `<!doctype html>
<title>bench</title>
<body>
<script>${script.replace(/<\//g, '<\\/')}</script>
<script type="module" src="/main.js"></script>`;

/** A page as a legacy page would be: Clerk first, then what is measured. */
export function framePage({ peer, sources, clerkWaits, sendsNothing, counted }: FrameSpec, backend: string): string {
  return `<!doctype html>
<meta charset="utf-8">
${counted ? '<script src="/counters.js"></script>' : ''}
<script>
  window.peerConfig = { backend: ${JSON.stringify(backend)} };
  ${sendsNothing ? SENDS_NOTHING : ''}
  ${FAKE_CLERK}
  ${clerkWaits ? '' : `Clerk.session = { id: '${SESSION_ID}' }; Clerk.loaded = true;`}
</script>
${peer ? `<script src="/peer/${peer}.js"${sources ? ` data-backend-origins="${sources}"` : ''}></script>` : ''}
<script src="/${counted ? 'limitsFrame' : 'frame'}.js"></script>`;
}

const FAKE_CLERK = `
  window.Clerk = {
    loaded: false,
    session: undefined,
    publishableKey: 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ',
    listeners: [],
    addListener(listener) { this.listeners.push(listener); return () => {}; },
    emit() { for (const listener of this.listeners) listener({ session: this.session }); },
  };`;

const SENDS_NOTHING = `
  window.sent = 0;
  const note = () => { window.lastSent = performance.now(); window.sent++; };
  window.fetch = function fetch() { note(); return new Promise(() => {}); };
  XMLHttpRequest.prototype.send = function send() { note(); };`;
