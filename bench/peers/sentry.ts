import { browserTracingIntegration, init } from '@sentry/browser';
import { backend } from './config.ts';

init({
  dsn: `${backend.replace('//', '//public@')}/1`,
  integrations: [browserTracingIntegration()],
  tracesSampleRate: 1,
  tracePropagationTargets: [backend],
});
