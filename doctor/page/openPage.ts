import type { Answer, HttpClient } from '../http/client.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Options } from '../options.ts';
import { version } from '../packageFiles.ts';

const MOST_REDIRECTS = 3;

/** Requests the page as a browser does that opens it. @throws RequestFailed */
export async function openPage({ page, cookies }: Options, client: HttpClient): Promise<Answer> {
  const headers = [
    { name: 'Accept', value: 'text/html' },
    { name: 'Accept-Encoding', value: 'gzip, deflate, br' },
    { name: 'Sec-Fetch-Dest', value: 'document' },
    { name: 'Sec-Fetch-Mode', value: 'navigate' },
    { name: 'Sec-Fetch-Site', value: 'none' },
    { name: 'User-Agent', value: `clerk-ajax-check/${version()}` },
    ...(cookies ? [{ name: 'Cookie', value: cookies.text }] : []),
  ];
  let url = page;
  for (let redirects = 0; ; redirects++) {
    const answer = await client.send({ method: 'GET', url, headers, body: 'all' });
    const next = redirectOf(answer);
    if (!next || next.hostname !== page.hostname || redirects === MOST_REDIRECTS) return answer;
    url = next;
  }
}
