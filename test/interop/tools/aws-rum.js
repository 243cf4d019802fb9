import { AwsRum } from 'aws-rum-web';

const found = [];

const take = async ({ RumEvents }) => {
  for (const { type, details } of RumEvents) {
    if (type !== 'com.amazon.rum.http_event') continue;
    const { request, response } = JSON.parse(details);
    found.push([request.method, request.url, response?.status]);
  }
  return { response: { statusCode: 200 } };
};

new AwsRum('00000000-0000-0000-0000-000000000000', '1.0.0', 'us-west-2', {
  sessionSampleRate: 1,
  enableXRay: true,
  signing: false,
  dispatchInterval: 50,
  clientBuilder: () => ({ sendFetch: take, sendBeacon: take }),
  telemetries: [['http', { addXRayTraceIdHeader: true, recordAllRequests: true }]],
});

/** HTTP events. */
export const records = () => found;
