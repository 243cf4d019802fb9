import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { XMLHttpRequestInstrumentation } from '@opentelemetry/instrumentation-xml-http-request';
import { InMemorySpanExporter, SimpleSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';

const exporter = new InMemorySpanExporter();
new WebTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const options = { propagateTraceHeaderCorsUrls: [/\/k\//] };
const stopInstrumentations = registerInstrumentations({
  instrumentations: [new FetchInstrumentation(options), new XMLHttpRequestInstrumentation(options)],
});

/** Spans. */
export const records = () =>
  exporter
    .getFinishedSpans()
    .filter(({ name }) => name !== 'CORS Preflight')
    .map(({ name, attributes }) => [
      name,
      attributes['http.url'] ?? attributes['url.full'],
      attributes['http.status_code'] ?? attributes['http.response.status_code'],
    ]);

export const stop = () => stopInstrumentations();
