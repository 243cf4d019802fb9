import { BrowserAgent } from '@newrelic/browser-agent/loaders/browser-agent';

const found = [];
const { host } = location;
const options = {
  init: {
    ajax: { enabled: true, deny_list: [], autoStart: true },
    // With distributed tracing it sets headers.
    distributed_tracing: { enabled: true, allowed_origins: window.backends, cors_use_tracecontext_headers: true },
    session_replay: { enabled: false },
    session_trace: { enabled: false },
    ssl: false,
  },
  info: { beacon: `${host}/sink`, errorBeacon: `${host}/sink`, licenseKey: 'key', applicationID: '1', sa: 1 },
  loader_config: { accountID: '1', trustKey: '1', agentID: '1', licenseKey: 'key', applicationID: '1' },
};

const agent = new BrowserAgent(options);
agent.ee.on('xhr', ({ method, host, pathname, status }, _metrics, _start, _end, type) =>
  found.push([type, method, `${host}${pathname}`, status]),
);

/** AJAX events. */
export const records = () => found;
