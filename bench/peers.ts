/** Something that stands between a page and its calls. */
export interface Peer {
  name: string;
  title: string;
  /** Where it comes from; the first package gives the version. */
  packages: string[];
  patches: ('fetch' | 'xhr')[];
  /** What it does with calls to one backend origin. */
  job: string;
}

const BOTH: Peer['patches'] = ['fetch', 'xhr'];

/** What a page would use instead, each set up for what comes closest to the job of clerk-ajax. */
export const peers: Peer[] = [
  {
    name: 'supertokens-website',
    title: 'supertokens-website',
    packages: ['supertokens-website'],
    patches: BOTH,
    job: 'adds its session token as a header, and `credentials`',
  },
  {
    name: 'xhook',
    title: 'xhook',
    packages: ['xhook'],
    patches: BOTH,
    job: 'a hook of six lines adds the query parameter and `credentials`',
  },
  {
    name: 'ajax-hook',
    title: 'ajax-hook',
    packages: ['ajax-hook'],
    patches: ['xhr'],
    job: 'a hook of six lines adds the query parameter and `withCredentials`',
  },
  {
    name: 'fetch-intercept',
    title: 'fetch-intercept',
    packages: ['fetch-intercept'],
    patches: ['fetch'],
    job: 'a hook of two lines adds the query parameter and `credentials`',
  },
  {
    name: 'mswjs-interceptors',
    title: '@mswjs/interceptors',
    packages: ['@mswjs/interceptors'],
    patches: BOTH,
    job: 'a listener adds a header; it can change neither URL nor credentials',
  },
  {
    name: 'opentelemetry',
    title: 'OpenTelemetry fetch + XHR',
    packages: ['@opentelemetry/instrumentation-fetch', '@opentelemetry/instrumentation-xml-http-request'],
    patches: BOTH,
    job: 'adds its `traceparent` header, and records spans (no exporter)',
  },
  {
    name: 'sentry',
    title: 'Sentry (errors and tracing)',
    packages: ['@sentry/browser'],
    patches: BOTH,
    job: 'adds its tracing headers, and records breadcrumbs and spans',
  },
  {
    name: 'datadog-rum',
    title: 'Datadog RUM',
    packages: ['@datadog/browser-rum'],
    patches: BOTH,
    job: 'adds its tracing headers, and records resources',
  },
];

/** The subject itself. */
export const subject: Peer = {
  name: 'clerk-ajax',
  title: 'clerk-ajax',
  packages: [],
  patches: BOTH,
  job: 'adds the query parameter and `credentials`; holds calls until Clerk knows its session',
};
