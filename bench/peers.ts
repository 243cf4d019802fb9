/** Something that stands between a page and its calls. */
export interface Peer {
  /** Of its set-up in `peers/`. */
  name: string;
  title: string;
  patches: ('xhr' | 'fetch')[];
  /** The package that gives the version. */
  from: string;
  /** What it does to a call that is ours. */
  does: string;
}

const peer = (name: string, does: string, more: Partial<Peer> = {}): Peer => ({
  name,
  title: more.from ?? name,
  patches: ['xhr', 'fetch'],
  from: name,
  does,
  ...more,
});

/** The subject itself. */
export const subject = peer(
  'clerk-ajax',
  'adds the query parameter and `credentials`; holds calls until Clerk knows its session',
);

/** What a page would use instead, each set up for what comes closest to the job of clerk-ajax. */
export const peers: Peer[] = [
  peer('by-hand', 'waits for Clerk’s own `getToken()`, and adds the token as a header', {
    from: '@clerk/shared',
    title: 'by hand, with getToken()',
  }),
  peer('supertokens-website', 'adds its session token as a header, and `credentials`'),
  peer('xhook', 'a hook of six lines adds the query parameter and `credentials`'),
  peer('ajax-hook', 'a hook of six lines adds the query parameter and `withCredentials`', { patches: ['xhr'] }),
  peer('mswjs-interceptors', 'a listener adds a header; it can change neither URL nor credentials', {
    from: '@mswjs/interceptors',
    title: 'MSW (@mswjs/interceptors)',
  }),
  peer('opentelemetry', 'adds its `traceparent` header, and records spans (no exporter)', {
    from: '@opentelemetry/instrumentation-fetch',
    title: 'OpenTelemetry fetch + XHR',
  }),
  peer('sentry', 'adds its tracing headers, and records breadcrumbs and spans', {
    from: '@sentry/browser',
    title: 'Sentry (errors and tracing)',
  }),
  peer('datadog-rum', 'adds its tracing headers, and records resources', {
    from: '@datadog/browser-rum',
    title: 'Datadog RUM',
  }),
];

export const everyone = [subject, ...peers];
