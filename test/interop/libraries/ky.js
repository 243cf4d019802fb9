import ky from 'ky';

const client = ky.create({ retry: 0 });

const seen = async (call) => {
  try {
    const response = await call;
    return { status: response.status, ok: response.ok, data: await response.json() };
  } catch (error) {
    const { name, message, response } = error;
    // The message quotes the URL, as ky was given it.
    return { name, message, status: response?.status, data: error.data };
  }
};

export const get = ({ url }) => seen(client.get(url, { searchParams: { a: 1, text: 'ä b' } }));

export const header = ({ url }) => seen(client(url, { headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(client.post(url, { json: { name: 'wörld', list: [1, 2] } }));

export const upload = ({ url, file }) => seen(client.post(url, { body: file }));

export const error = ({ url }) => seen(client(url));

export async function abort({ url, underway }) {
  const controller = new AbortController();
  const result = seen(client(url, { signal: controller.signal }));
  await underway;
  controller.abort();
  return result;
}

export const timeout = ({ url }) => seen(client(url, { timeout: 1000 }));
