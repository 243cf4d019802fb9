import type { EngineName } from '../kit/protocol.ts';
import type { Subject } from './titles.ts';

/** Whether the tool is loaded before the shim or after it. */
export const ORDERS = ['before', 'after'] as const;
export type Order = (typeof ORDERS)[number];

/** One row of the table: a tool that patches the same functions. */
export interface Tool extends Subject {
  /** What it records, as its users see it. */
  records: string;
  /** How many records eight calls make. */
  count: number;
  /** File in `tools/`. */
  page: string;
  /** Whether it can be taken off again. */
  stops?: true;
  /**
   * What its taking off puts back as it was before the tool: where the tool came first, the shim's layer goes with it,
   * and calls go out as the page made them.
   */
  takesAlong?: ('fetch' | 'xhr')[];
  /** Engines in which its records come out one way or another without the shim, too. */
  erraticIn?: { engine: EngineName; why: string };
  /** In which orders its records have the session ID in their URLs. */
  seesSession: Order[];
  /** Where its records cannot be those of a page without the shim. */
  differs?: {
    order: Order;
    /** Its records, made of those without the shim, with the session known or held. Calls with a token have `-token/` in their paths. */
    records(native: string[], held: boolean): string[];
    why: string;
  };
}

export const TOOLS: Tool[] = [
  {
    name: 'Sentry',
    dependency: '@sentry/browser',
    records: 'breadcrumbs',
    count: 8,
    page: 'sentry.js',
    seesSession: [],
  },
  ...(
    [
      ['zone.js', 'zone016.js'],
      ['zone.js011', 'zone011.js'],
      ['zone.js08', 'zone08.js'],
    ] as const
  ).map(
    ([dependency, page]): Tool => ({
      name: 'zone.js',
      dependency,
      records: 'tasks',
      count: 9,
      page,
      seesSession: [],
      differs: {
        order: 'before',
        records: (native, held) => {
          const tasks = native.filter((record) => /^macroTask/.test(record));
          // Half of them have a token.
          return [
            ...native.filter((record) => !tasks.includes(record)),
            ...(held ? [] : tasks.slice(tasks.length / 2)),
          ];
        },
        why: 'an XHR that waited for Clerk, or for its token, is a task of the root zone; its listeners run in their own',
      },
    }),
  ),
  {
    name: '@mswjs/interceptors',
    dependency: '@mswjs/interceptors',
    records: 'events',
    count: 16,
    page: 'mswjs.js',
    stops: true,
    takesAlong: ['fetch'],
    seesSession: ['before'],
  },
  {
    name: 'OpenTelemetry fetch and XHR',
    dependency: '@opentelemetry/instrumentation-fetch',
    records: 'spans',
    count: 8,
    page: 'opentelemetry.js',
    stops: true,
    seesSession: ['before'],
  },
  {
    name: 'Datadog RUM',
    dependency: '@datadog/browser-rum',
    records: 'resources',
    count: 8,
    page: 'datadog.js',
    erraticIn: {
      engine: 'chromium75',
      why: 'its timings have the preflights, which Datadog takes for calls now and then',
    },
    seesSession: ['before', 'after'],
    differs: {
      order: 'after',
      records: (native) =>
        native.map((record) => record.replace(/^(\w+) \w+ (\S+-id\/\S+) \d+$/, '$1 unknown $2 unknown')),
      why: 'its resources of calls with the session ID lack method and status: it looks for the URL of the call in the timings of the browser, which have that of the request',
    },
  },
  {
    name: 'Elastic APM RUM',
    dependency: '@elastic/apm-rum',
    records: 'spans',
    count: 8,
    page: 'elastic-apm.js',
    seesSession: ['before'],
  },
  {
    name: 'Bugsnag',
    dependency: '@bugsnag/browser',
    records: 'breadcrumbs',
    count: 8,
    page: 'bugsnag.js',
    seesSession: ['before'],
  },
  {
    name: 'New Relic browser agent',
    dependency: '@newrelic/browser-agent',
    records: 'AJAX events, with `traceparent`',
    count: 8,
    page: 'newrelic.js',
    seesSession: [],
  },
  {
    name: 'AWS RUM',
    dependency: 'aws-rum-web',
    records: 'HTTP events, with `X-Amzn-Trace-Id`',
    count: 8,
    page: 'aws-rum.js',
    seesSession: ['before'],
  },
  {
    name: 'Rollbar',
    dependency: 'rollbar',
    records: 'telemetry',
    count: 8,
    page: 'rollbar.js',
    stops: true,
    takesAlong: ['fetch', 'xhr'],
    seesSession: ['before'],
  },
];
