// Plain calls of fetch(), on pages where something else stands in its place or beneath it.
const seen = async (call) => {
  try {
    const response = await call;
    const { status, ok, statusText, type, redirected } = response;
    return { status, ok, statusText, type, redirected, data: await response.json() };
  } catch ({ name, message }) {
    return { name, message };
  }
};

export const get = ({ url }) => seen(fetch(`${url}?${new URLSearchParams({ a: 1, text: 'ä b' })}`));

export const header = ({ url }) => seen(fetch(url, { headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(fetch(url, { method: 'POST', body: JSON.stringify({ name: 'wörld' }) }));

export const upload = ({ url, file }) => seen(fetch(url, { method: 'POST', body: file }));

export const error = ({ url }) => seen(fetch(url));

export async function abort({ url, underway }) {
  const controller = new AbortController();
  const result = seen(fetch(url, { signal: controller.signal }));
  await underway;
  controller.abort();
  return result;
}
