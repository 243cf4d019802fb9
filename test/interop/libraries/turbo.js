// Turbo: frames may come from another origin; its visits and forms stay on their own.
const seen = (url, { id, headers }) =>
  new Promise((resolve) => {
    document.body.insertAdjacentHTML('beforeend', `<turbo-frame id="${id}"></turbo-frame>`);
    const frame = document.body.lastElementChild;
    const events = [];
    frame.addEventListener('turbo:before-fetch-request', ({ detail }) => {
      events.push('request');
      Object.assign(detail.fetchOptions.headers, headers);
    });
    frame.addEventListener('turbo:before-fetch-response', ({ detail: { fetchResponse } }) => {
      const { statusCode, succeeded, redirected } = fetchResponse;
      events.push({ statusCode, succeeded, redirected });
    });
    frame.addEventListener('turbo:frame-load', () => resolve({ events, text: frame.textContent, src: frame.src }));
    frame.src = url;
  });

export const get = ({ url }) => seen(`${url}?a=1&text=%C3%A4`, { id: 'get' });

export const header = ({ url }) => seen(url, { id: 'header', headers: { 'X-Custom': 'yes' } });

export const error = ({ url }) => seen(url, { id: 'error' });

/** What Turbo gives to programs: fetch with a header of its own. */
export async function post({ url }) {
  const response = await window.Turbo.fetch(url, { method: 'POST', body: new URLSearchParams({ name: 'wörld' }) });
  return { status: response.status, text: await response.text() };
}
