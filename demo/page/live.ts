/** The panel with the open connections: a ticker and a chat. See `public/live.js`. */
export const renderLive = (): string => `<section class="panel">
    <h1>Open connections</h1>
    <p class="muted">After a switch, the <code>EventSource</code> reconnects. A <code>WebSocket</code> that is open keeps the session it was opened with.</p>
    <table id="live">
      <thead>
        <tr><th scope="col">with</th><th scope="col">state</th><th scope="col">sees</th><th scope="col">says</th></tr>
      </thead>
      <tbody>
        <tr data-live="ticker">
          <td data-col="call"><code>EventSource</code> <span class="muted">price of anvils</span></td>
          <td data-col="state" data-label="state">connecting</td>
          <td data-col="account" data-label="sees"></td>
          <td data-col="text"></td>
        </tr>
        <tr data-live="chat">
          <td data-col="call"><code>WebSocket</code> <span class="muted">chat</span></td>
          <td data-col="state" data-label="state">connecting</td>
          <td data-col="account" data-label="sees"></td>
          <td data-col="text"></td>
        </tr>
      </tbody>
    </table>
    <p class="note" id="chat-note" aria-live="polite" hidden></p>
    <form id="say" class="buttons"><input name="text" aria-label="Message" value="Hello"> <button class="btn">Say</button>
      <button class="btn" type="button" id="reconnect">Connect again</button></form>
  </section>
`;
