import { escapeHtml } from './escapeHtml.ts';

interface TwoBackends {
  /** The base URL of the page's own calls. */
  api: string;
  /** Whether that backend uses the current SDK. */
  isMoved: boolean;
  currentBackendUrl: string;
}

/** The panel that asks both backends who is calling: one tag serves both. See `public/two-backends.js`. */
export function renderTwoBackends({ api, isMoved, currentBackendUrl }: TwoBackends): string {
  const row = (name: string, url: string, place: string, sdk: string, reads: string) => `
        <tr data-backend="${name}" data-url="${escapeHtml(url)}/account">
          <td data-col="call"><code>${escapeHtml(new URL(url).origin)}</code> <span class="muted">${place}</span></td>
          <td data-col="sdk" data-label="SDK">${sdk}</td>
          <td data-col="reads" data-label="reads">${reads}</td>
          <td data-col="status"></td>
          <td data-col="account" data-label="sees"></td>
        </tr>`;
  const [sdk, reads] = isMoved ? ['@clerk/express', 'session token'] : ['clerk-sdk-node 0.5', 'session ID and cookie'];
  return `<section class="panel">
    <h1>Who is calling? The answers of two backends</h1>
    <table id="backends">
      <colgroup><col><col class="w-sdk"><col class="w-reads"><col class="w-status"><col class="w-account"></colgroup>
      <thead>
        <tr>
          <th scope="col">backend</th><th scope="col">its Clerk SDK</th><th scope="col">reads</th>
          <th scope="col">status</th><th scope="col">sees</th>
        </tr>
      </thead>
      <tbody>${row('own', api, 'another port', sdk, reads)}${row('current', currentBackendUrl, 'another host', '@clerk/express', 'session token')}
      </tbody>
    </table>
  </section>
`;
}
