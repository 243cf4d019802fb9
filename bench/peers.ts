/** Something that stands between a page and its calls. */
export interface Peer {
  /** Of its set-up in `peers/`. */
  name: string;
  title: string;
  patches: ('xhr' | 'fetch')[];
  /** The package that gives the version. */
  from: string;
}

const peer = (name: string, patches: Peer['patches'], from = name, title = from): Peer => ({
  name,
  title,
  patches,
  from,
});
const BOTH: Peer['patches'] = ['xhr', 'fetch'];

/** What a page would use instead, each set up for what comes closest to the job of clerk-ajax. */
export const peers: Peer[] = [
  peer('supertokens-website', BOTH),
  peer('xhook', BOTH),
  peer('ajax-hook', ['xhr']),
  peer('fetch-intercept', ['fetch']),
  peer('mswjs-interceptors', BOTH, '@mswjs/interceptors'),
  peer('opentelemetry', BOTH, '@opentelemetry/instrumentation-fetch', 'OpenTelemetry fetch + XHR'),
  peer('sentry', BOTH, '@sentry/browser', 'Sentry (errors and tracing)'),
  peer('datadog-rum', BOTH, '@datadog/browser-rum', 'Datadog RUM'),
];

/** The subject itself. */
export const subject = peer('clerk-ajax', BOTH);
