/** Shows markup and has htmx process it. */
function show(markup) {
  const root = document.createElement('div');
  root.innerHTML = markup;
  document.body.append(root);
  window.htmx.process(root);
  return root;
}

/** Waits for an event that bubbles up to an element. */
const next = (root, type) => new Promise((resolve) => root.addEventListener(type, resolve, { once: true }));

export async function eventsource({ url }) {
  const root = show(`<div hx-ext="sse" sse-connect="${url}"><p sse-swap="named"></p><b sse-swap="message"></b></div>`);
  while (!root.querySelector('b').textContent) await next(root, 'htmx:sseMessage');
  const seen = [root.querySelector('p').textContent, root.querySelector('b').textContent];
  root.remove();
  return seen;
}

export async function websocket({ url, text }) {
  const root = show(
    `<div hx-ext="ws" ws-connect="${url.replace('http', 'ws')}"><p id="echo"></p><form ws-send><input name="a"></form></div>`,
  );
  await next(root, 'htmx:wsOpen');
  root.querySelector('input').value = text;
  root.addEventListener('htmx:wsBeforeMessage', (event) => event.preventDefault());
  const message = next(root, 'htmx:wsBeforeMessage');
  window.htmx.trigger(root.querySelector('form'), 'submit');
  const { a } = JSON.parse((await message).detail.message);
  root.remove();
  return [a];
}
