import { datadogRum } from '@datadog/browser-rum';

const found = [];

datadogRum.init({
  applicationId: '00000000-0000-4000-8000-000000000000',
  clientToken: 'pub00000000000000000000000000000000',
  service: 'test',
  proxy: `${location.origin}/k/sink/body/empty`,
  sessionSampleRate: 100,
  sessionReplaySampleRate: 0,
  telemetrySampleRate: 0,
  trackResources: true,
  trackUserInteractions: false,
  beforeSend({ type, resource }) {
    if (type === 'resource' && /^(?:xhr|fetch)$/.test(resource.type)) {
      const { method, url, status_code } = resource;
      // Some engines tell the status in their timings.
      found.push([resource.type, method ?? 'unknown', url, method ? status_code : 'unknown']);
    }
    return true;
  },
});

/** Resources. */
export const records = () => found;
