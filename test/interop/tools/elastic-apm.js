import { init } from '@elastic/apm-rum';

const found = [];

const apm = init({
  serviceName: 'test',
  serverUrl: `${location.origin}/k/sink/body/empty`,
  centralConfig: false,
  distributedTracingOrigins: [/./],
  instrument: true,
  logLevel: 'error',
});
apm.observe('transaction:end', ({ name, spans }) => {
  if (name !== 'calls') return;
  for (const { type, subtype, context } of spans) {
    const { http } = context ?? {};
    if (type === 'external' && http)
      found.push([subtype, http.method, http.url, http.status_code ?? http.response?.status_code]);
  }
});

/** Spans. */
export const records = () => found;

export async function run(action) {
  const transaction = apm.startTransaction('calls', 'custom', { managed: true });
  // Without this the transaction ends as soon as no call happens to be on its way.
  const span = transaction.startSpan('all', 'custom', { blocking: true });
  const result = await action();
  setTimeout(() => span.end());
  return result;
}
