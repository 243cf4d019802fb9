import type { EngineName } from '../support/protocol.ts';
import type { Subject } from './titles.ts';

/** Whether the tool is loaded before the shim or after it. */
export const ORDERS = ['before', 'after'] as const;
export type Order = (typeof ORDERS)[number];

/** One row of the table: a tool that patches the same functions. */
export interface Tool extends Subject {
  /** What it records, as its users see it. */
  records: string;
  /** How many records four calls make. */
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
    /** In this case alone. */
    held?: true;
    /** Its records, made of those without the shim. */
    records(native: string[]): string[];
    why: string;
  };
}

export const TOOLS: Tool[] = [
  {
    name: 'Sentry',
    dependency: '@sentry/browser',
    records: 'breadcrumbs',
    count: 4,
    page: 'sentry.js',
    seesSession: [],
    differs: {
      order: 'before',
      held: true,
      records: (native) => native.flatMap((record) => (/^xhr/.test(record) ? [record, record] : [record])),
      why: 'an XHR that waited for Clerk leaves two breadcrumbs, since it is opened a second time, with the session',
    },
  },
  {
    name: 'zone.js',
    dependency: 'zone.js',
    records: 'tasks',
    count: 5,
    page: 'zone.js',
    seesSession: [],
    differs: {
      order: 'before',
      held: true,
      records: (native) => native.filter((record) => !/^macroTask/.test(record)),
      why: 'an XHR that waited for Clerk is a task of the root zone; its listeners run in their own',
    },
  },
  {
    name: '@mswjs/interceptors',
    dependency: '@mswjs/interceptors',
    records: 'events',
    count: 8,
    page: 'mswjs.js',
    stops: true,
    takesAlong: ['fetch'],
    seesSession: ['before'],
  },
  {
    name: 'OpenTelemetry fetch and XHR',
    dependency: '@opentelemetry/instrumentation-fetch',
    records: 'spans',
    count: 4,
    page: 'opentelemetry.js',
    stops: true,
    seesSession: ['before'],
  },
  {
    name: 'Datadog RUM',
    dependency: '@datadog/browser-rum',
    records: 'resources',
    count: 4,
    page: 'datadog.js',
    erraticIn: {
      engine: 'chromium75',
      why: 'its timings have the preflights, which Datadog takes for calls now and then',
    },
    seesSession: ['before', 'after'],
    differs: {
      order: 'after',
      records: (native) => native.map((record) => record.replace(/^(\w+) \w+ (\S+) \d+$/, '$1 unknown $2 unknown')),
      why: 'its resources lack method and status: it looks for the URL of the call in the timings of the browser, which have that of the request',
    },
  },
  {
    name: 'Elastic APM RUM',
    dependency: '@elastic/apm-rum',
    records: 'spans',
    count: 4,
    page: 'elastic-apm.js',
    seesSession: ['before'],
  },
  {
    name: 'Bugsnag',
    dependency: '@bugsnag/browser',
    records: 'breadcrumbs',
    count: 4,
    page: 'bugsnag.js',
    seesSession: ['before'],
  },
  {
    name: 'Rollbar',
    dependency: 'rollbar',
    records: 'telemetry',
    count: 4,
    page: 'rollbar.js',
    stops: true,
    takesAlong: ['fetch', 'xhr'],
    seesSession: ['before'],
  },
];
