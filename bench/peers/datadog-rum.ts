import { datadogRum } from '@datadog/browser-rum';
import { backend } from './config.ts';

datadogRum.init({
  applicationId: '00000000-0000-4000-8000-000000000000',
  clientToken: 'pub00000000000000000000000000000000',
  site: 'datadoghq.com',
  service: 'bench',
  proxy: `${backend}/sink`,
  sessionSampleRate: 100,
  sessionReplaySampleRate: 0,
  trackResources: true,
  allowedTracingUrls: [backend],
});
