import { browserTracingIntegration, createTransport, init } from '@sentry/browser';

const found = [];

init({
  dsn: `${location.origin.replace('//', '//public@')}/1`,
  transport: (options) => createTransport(options, async () => ({ statusCode: 200 })),
  integrations: [browserTracingIntegration()],
  tracesSampleRate: 1,
  tracePropagationTargets: [/\/k\//],
  beforeBreadcrumb(breadcrumb) {
    const { category, data } = breadcrumb;
    if (category === 'fetch' || category === 'xhr') found.push([category, data.method, data.url, data.status_code]);
    return breadcrumb;
  },
});

/** Breadcrumbs. */
export const records = () => found;
