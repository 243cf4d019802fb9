import { expect } from 'chai';
import { failureOf } from '../../../doctor/http/failures.ts';

const URL_ = new URL('https://api.example.com:8443/me');

/** Node's error, what is said of it, and whether browsers refuse the certificate. */
const FAILURES: [code: string, message: string, sentence: RegExp, isCertificate: boolean][] = [
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND', /^there is no host api\.example\.com: DNS/, false],
  ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN', /could not be looked up: DNS does not answer/, false],
  ['ECONNREFUSED', 'connect ECONNREFUSED', /^nobody listens at api\.example\.com:8443/, false],
  ['ECONNRESET', 'socket hang up', /has closed the connection without an answer$/, false],
  ['ENETUNREACH', 'connect ENETUNREACH', /cannot be reached from here/, false],
  ['ABORT_ERR', 'The operation was aborted', /has not answered in full within 700 ms \(--timeout\)$/, false],
  ['EPROTO', 'wrong version number', /does not speak TLS as browsers do/, false],
  ['HPE_HEADER_OVERFLOW', 'Parse Error', /sends more than 256 KiB of headers/, false],
  ['HPE_INVALID_CONSTANT', 'Parse Error', /is not HTTP\/1\.1/, false],
  ['ERR_TLS_HANDSHAKE', 'handshake', /^there is no secure connection to api\.example\.com:8443: ERR_TLS/, false],
  ['ESTRANGE', 'strange', /the request to \S+ failed: ESTRANGE$/, false],
  ['', 'strange', /the request to \S+ failed: strange$/, false],
  [
    'CERT_HAS_EXPIRED',
    'certificate has expired',
    /^the certificate of api\.example\.com:8443 is refused: it has expired$/,
    true,
  ],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed', /is refused: it is signed by itself/, true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable', /the certificates between/, true],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    "Hostname/IP does not match certificate's altnames: Host: api. is not in the cert's altnames: DNS:www",
    /it is for other hosts \(Host: api\. is not in the cert's altnames: DNS:www\)$/,
    true,
  ],
];

describe('why a request failed', () => {
  for (const [code, message, sentence, isCertificate] of FAILURES) {
    it(`K2: ${code || 'an error without a code'} in a sentence`, () => {
      const failure = failureOf(Object.assign(new Error(message), { code }), URL_, 700);
      expect(failure.message).to.match(sentence);
      expect(failure.isCertificate).to.equal(isCertificate);
    });
  }
});
