import type { Finding } from '../finding.ts';

/**
 * What each fault is in few words, the most probable cause first: what keeps a call from being made at all stands before what
 * becomes of it, and the setting that is usually missing before what only looks like it.
 */
export const CAUSES: { [id: string]: string } = {
  'list-misspelt': 'the name of an attribute of the tag is misspelt',
  'page-redirect': 'the page is at another URL',
  'tag-missing': 'the page has no tag of clerk-ajax',
  attribute: 'an attribute of the tag has an invalid value',
  'tag-not-classic': 'the tag of clerk-ajax does not run',
  'tag-file': "the tag's file is not there",
  'tag-crossorigin': 'the tag of clerk-ajax has an integrity, but no crossorigin',
  integrity: "the tag's integrity is that of another file",
  'policy-sandbox': "the page's Content Security Policy puts it into a sandbox",
  'policy-script': "the page's Content Security Policy forbids the tag's file",
  'key-invalid': 'the publishable key is not valid',
  'no-clerk': 'the page does not load ClerkJS',
  'policy-clerk-script': "the page's Content Security Policy forbids ClerkJS",
  'policy-clerk-connect': "the page's Content Security Policy forbids ClerkJS to call Clerk",
  'trusted-types': "the page's Trusted Types forbid clerk-ajax to load ClerkJS",
  'clerk-unreachable': 'ClerkJS cannot load',
  'tag-excludes': 'the tag excludes this URL',
  'tag-other-backend': 'the tag does not name this backend',
  'mixed-content': 'the page is https, and the backend http',
  'production-http': 'the backend is http, and the Clerk instance one of production',
  'token-over-http': 'the backend is http on another machine',
  'policy-connect': "the page's Content Security Policy forbids calls to this backend",
  certificate: 'browsers refuse the certificate of the backend',
  'cookie-host': "Clerk's cookie does not reach the backend",
  'preflight-redirect': 'the backend redirects preflights',
  'preflight-no-origin': "the backend's CORS does not allow this page",
  'preflight-no-answer': 'the backend does not answer preflights (OPTIONS)',
  'preflight-status': 'the backend refuses preflights (OPTIONS)',
  'preflight-wildcard': "the backend's CORS does not allow this page with cookies",
  'preflight-several-origins': "the backend's CORS headers are set twice",
  'preflight-other-origin': "the backend's CORS allows another origin than this page's",
  'preflight-list': "the backend's CORS has a list that browsers cannot read",
  'preflight-no-credentials': "the backend's CORS does not allow credentials",
  'preflight-credentials': "the backend's CORS does not allow credentials",
  'preflight-header': "the backend's CORS does not allow a header of the call",
  'preflight-method': "the backend's CORS does not allow a method of the page",
  'preflight-wildcard-credentials': "the backend's CORS has a wildcard where calls with cookies take none",
  'redirect-to-https': 'the backend redirects to https',
  'redirect-loop': 'the backend redirects in a loop',
  'redirect-to-other-origin': 'the backend redirects to another origin',
  'redirect-drops-id': 'a redirect of the backend drops the session ID',
  'answer-no-origin': "the backend's CORS does not allow this page",
  'answer-wildcard': "the backend's CORS does not allow this page with cookies",
  'answer-several-origins': "the backend's CORS headers are set twice",
  'answer-other-origin': "the backend's CORS allows another origin than this page's",
  'answer-no-credentials': "the backend's CORS does not allow credentials",
  'answer-credentials': "the backend's CORS does not allow credentials",
  'no-answer': 'the backend does not answer',
  clock: "the backend's clock is wrong",
  'authorization-dropped': 'the token does not arrive',
  refused: 'the backend refuses the session',
  forbidden: 'the backend forbids this user the call',
  'server-error': 'the backend fails',
};

const RANKS = Object.keys(CAUSES);

/** The fault that most probably is behind the others of a mode. */
export function causeOf(findings: Finding[], mode: string): Finding | undefined {
  const faults = findings.filter((each) => each.severity === 'fault' && each.modes.includes(mode));
  return faults.sort((one, other) => RANKS.indexOf(one.id) - RANKS.indexOf(other.id))[0];
}

/** A fault in few words. */
export const nameOf = ({ cause, id, seen }: Finding): string => cause ?? CAUSES[id] ?? seen;
