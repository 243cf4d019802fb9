/** A header that the page sets. */
export interface Header {
  name: string;
  value: string;
}

const FORBIDDEN =
  /^(?:accept-charset|accept-encoding|access-control-request-(?:headers|method|private-network)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(?:proxy|sec)-.*)$/i;

/** Whether browsers keep a header to themselves (https://fetch.spec.whatwg.org/#forbidden-request-header). */
export const isForbidden = (name: string): boolean => FORBIDDEN.test(name);

/** Whether a method needs no permission of a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-method). */
export const isSimpleMethod = (method: string): boolean => /^(?:GET|HEAD|POST)$/.test(method);

/** Control characters are refused before (arguments.ts). */
const hasSafeBytes = (value: string) => !/["():<>?@[\\\]{}]/.test(value);

/** Whether a header needs no permission of a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
export function isSimpleHeader({ name, value }: Header): boolean {
  if (Buffer.byteLength(value) > 128) return false;
  switch (name.toLowerCase()) {
    case 'accept':
      return hasSafeBytes(value);
    case 'accept-language':
    case 'content-language':
      return /^[\w *,\-.;=]*$/.test(value) && !value.includes('_');
    case 'content-type': {
      const [type = ''] = value.toLowerCase().split(';');
      return (
        hasSafeBytes(value) &&
        /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)$/.test(type.trim())
      );
    }
    case 'range':
      return /^bytes=\d+-\d*$/.test(value);
    default:
      return false;
  }
}

/** The names that a preflight asks for: in lower case and in order, as browsers do. */
export const unsafeNames = (headers: Header[]): string[] =>
  [...new Set(headers.filter((header) => !isSimpleHeader(header)).map(({ name }) => name.toLowerCase()))].sort();
