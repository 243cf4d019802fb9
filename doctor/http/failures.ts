/** Why a request got no response. */
export class RequestFailed extends Error {
  /** The code of Node's error, such as `ENOTFOUND`, or one of our own. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** Whether it is a certificate that browsers refuse, too. */
  get isCertificate(): boolean {
    return this.code in CERTIFICATES;
  }
}

/** The whole run takes too long: nothing is checked further. */
export class RunTooLong extends RequestFailed {
  /** @param limit in ms */
  constructor(limit: number) {
    super('RUN_TIMEOUT', `the check has not ended within ${limit} ms: answers come too slowly (six times --timeout)`);
  }
}

const CERTIFICATES: { [code: string]: string } = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  CERT_UNTRUSTED: 'nobody whom browsers trust has signed it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself, and by nobody whom browsers trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for other hosts',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority that has signed it is not one that this machine trusts',
  UNABLE_TO_GET_ISSUER_CERT: 'the authority that has signed it is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the authority that has signed it is not known, or the server does not send the certificates between',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server does not send the certificates between its own and that of an authority',
};

/** Says in a sentence why a request failed. */
export function failureOf(error: NodeJS.ErrnoException, { host, hostname }: URL, timeout: number): RequestFailed {
  const { code = '', message } = error;
  const say = (text: string) => new RequestFailed(code === 'ABORT_ERR' ? 'TIMEOUT' : code || 'FAILED', text);
  const certificate = CERTIFICATES[code];
  if (certificate) {
    const names = /altnames: (.*)/.exec(message)?.[1];
    return say(`the certificate of ${host} is refused: ${certificate}${names ? ` (${names})` : ''}`);
  }
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return say(`${host} sends more than 256 KiB of headers, which browsers refuse`);
    case 'ABORT_ERR':
      return say(`${host} has not answered in full within ${timeout} ms (--timeout)`);
    case 'ENOTFOUND':
      return say(`there is no host ${hostname}: DNS has no address for this name`);
    case 'EAI_AGAIN':
      return say(`the address of ${hostname} could not be looked up: DNS does not answer; is there a network?`);
    case 'ECONNREFUSED':
      return say(`nobody listens at ${host}: is the server running, and is the port right?`);
    case 'ECONNRESET':
    case 'EPIPE':
      return say(`${host} has closed the connection without an answer`);
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return say(`${host} cannot be reached from here: is there a network, or a firewall between?`);
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return say(`${host} does not speak TLS as browsers do: is it a server for http: at an https: URL?`);
  }
  if (code.startsWith('HPE_'))
    return say(`what ${host} answers is not HTTP/1.1: is it a server for https: at an http: URL?`);
  if (/^ERR_(?:SSL|TLS)/.test(code)) return say(`there is no secure connection to ${host}: ${code}`);
  return say(`the request to ${host} failed: ${code || message}`);
}
