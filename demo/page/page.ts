import { fileURLToPath } from 'node:url';
import express, { type Request, type Router } from 'express';
import { escapeHtml } from './escapeHtml.ts';
import { renderFrame, renderFramePanel } from './frame.ts';
import { renderLive } from './live.ts';
import { renderTwoBackends } from './twoBackends.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface PageOptions {
  publishableKey: string;
  backendUrl: string;
  /** The backend with the current SDK, on another host. */
  currentBackendUrl: string;
  /** The URL of the stand-in for the Frontend API. @default the host in the publishable key */
  proxyUrl?: string | undefined;
  clerkJsUrl: string;
  /** Whether the page's own origin is a backend origin, too (a Frontend API behind a proxy path, rule B6). */
  withSelf?: boolean;
}

/** A legacy page and its scripts, which know nothing of Clerk. */
export function createPage(options: PageOptions): Router {
  const router = express.Router();
  const file = (path: string, name: string) => router.get(path, (_, response) => response.sendFile(here(name)));
  router.use('/assets', express.static(here('./public')));
  router.use('/js', express.static(here('../../dist')));
  file('/vendor/jquery.js', '../../node_modules/jquery/dist/jquery.js');
  file('/vendor/axios.js', '../../node_modules/axios/dist/axios.js');
  router.get('/favicon.ico', (_, response) => response.status(204).end());
  router.get('/', (request, response) => response.send(render(request, options)));
  router.get('/frame', (request, response) => response.send(renderFrame(modeOf(request, options))));
  return router;
}

/** The page's mode and its tag, from the query: with tokens and the tag unless it says otherwise. */
function modeOf({ query }: Request, { backendUrl, currentBackendUrl, withSelf }: PageOptions) {
  const shim = query.shim !== 'off';
  const token = query.way !== 'classic';
  const origins = `${withSelf ? "'self' " : ''}${backendUrl}`;
  const lists = token
    ? `data-token-origins="${origins} ${currentBackendUrl}"\n        data-token-param="access_token"`
    : `data-backend-origins="${origins}"\n        data-token-origins="${currentBackendUrl}"`;
  return {
    shim,
    token,
    api: `${backendUrl}/${token ? 'token' : 'classic'}`,
    shimTag: shim
      ? `<script src="/js/clerk-ajax.all.min.js"\n        ${lists}></script>`
      : '<!-- without clerk-ajax -->',
  };
}

function render(request: Request, options: PageOptions) {
  const { publishableKey, backendUrl, currentBackendUrl, proxyUrl, clerkJsUrl } = options;
  const { shim, token, api, shimTag } = modeOf(request, options);
  const address = (changes: { [name: string]: string }) =>
    `?${new URLSearchParams({ shim: shim ? 'on' : 'off', way: token ? 'token' : 'classic', ...changes })}`;
  const link = (changes: { [name: string]: string }) => escapeHtml(address(changes));
  const tab = (name: string, value: string, on: boolean, text: string) =>
    `<a class="switch${on ? ' switch-on' : ''}" id="${name}-${value}" href="${link({ [name]: value })}"${on ? ' aria-current="true"' : ''}>${text}</a>`;

  const clerkTag = `<script async crossorigin="anonymous"\n        data-clerk-publishable-key="${escapeHtml(publishableKey)}"${
    proxyUrl ? `\n        data-clerk-proxy-url="${escapeHtml(proxyUrl)}"` : ''
  }\n        src="${escapeHtml(clerkJsUrl)}"></script>`;

  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Acme Back Office</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${shimTag}
${clerkTag}
<link rel="stylesheet" href="/assets/style.css">
<script src="/vendor/jquery.js"></script>
<script src="/vendor/axios.js"></script>
<script src="/assets/when.js"></script>
<script src="/assets/app.js"></script>
<script src="/assets/two-backends.js"></script>
<script src="/assets/live.js"></script>
<script src="/assets/clerk-controls.js"></script>
</head>
<body data-api="${escapeHtml(api)}" data-instance="${proxyUrl ? 'stand-in' : 'real'}" data-shim="${shim ? 'on' : 'off'}">
<header class="bar">
  <div class="wrap">
    <strong class="brand">Acme Back Office</strong><span class="since">since 2014</span>
    <div id="accounts" class="accounts" role="group" aria-label="Accounts"><span class="muted">Clerk is loading&hellip;</span></div>
  </div>
</header>
<main class="wrap">
  <section class="panel">
    <h1>${
      shim
        ? 'This page knows nothing of Clerk. One script tag authenticates its calls:'
        : 'The same page <b>without</b> clerk-ajax: the user is signed in, but no backend knows who is calling.'
    }</h1>
    ${shim ? `<pre class="tag"><code>${escapeHtml(shimTag)}</code></pre>` : ''}
    <div class="switches">
      <div class="choice"><span class="label">clerk-ajax</span>${tab('shim', 'on', shim, 'on')}${tab('shim', 'off', !shim, 'off')}</div>
      <div class="choice"><span class="label">The page's backend reads</span>${tab('way', 'token', token, 'session tokens (current SDK)')}${tab('way', 'classic', !token, 'session IDs (SDK of 2021)')}</div>
    </div>
    <p class="lead muted">${
      shim
        ? "Turn it off, or switch the user or the organization above: the backends' answers below follow."
        : 'Turn it on, and the same calls are authenticated.'
    }${token ? '' : ' An SDK of 2021 does not know organizations.'}</p>
  </section>

  ${renderTwoBackends({ api, isMoved: token, currentBackendUrl })}
  <section class="panel">
    <h1>Calls to <code>${escapeHtml(backendUrl)}</code></h1>
    <p class="buttons">
      <button id="again" class="btn">Make all calls again</button>
      <button id="upload" class="btn">Upload a file (XHR)</button>
      <span id="progress" class="muted" aria-live="polite"></span>
    </p>
    <p class="muted" id="clerk-note" aria-live="polite">ClerkJS is still loading; the calls below have already been made.</p>
    <table id="calls">
      <colgroup><col class="w-library"><col><col class="w-time"><col class="w-left"><col class="w-time"></colgroup>
      <colgroup><col class="w-status"><col class="w-user"><col class="w-session"><col class="w-credentials"><col class="w-verdict"></colgroup>
      <thead>
        <tr><th colspan="5" scope="colgroup">What the page called</th><th colspan="5" scope="colgroup">What the backend saw</th></tr>
        <tr>
          <th scope="col">with</th><th scope="col">call</th><th scope="col">called</th><th scope="col">left</th><th scope="col">answered</th>
          <th scope="col">status</th><th scope="col">user</th><th scope="col">session</th>
          <th scope="col">cookie / token</th><th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody></tbody>
    </table>
  </section>
  ${renderFramePanel(`/frame${address({})}`)}

  ${request.query.live === 'off' ? '' : renderLive()}
</main>
</body>
</html>
`;
}
