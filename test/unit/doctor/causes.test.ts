import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CAUSES, causeOf } from '../../../doctor/advice/causes.ts';
import type { Finding } from '../../../doctor/finding.ts';

const DOCTOR = new URL('../../../doctor/', import.meta.url);

const fault = (id: string, modes = ['session-token']): Finding => ({
  id,
  severity: 'fault',
  modes,
  seen: '',
  change: '',
});

describe('what a failure is called', () => {
  it('K4: each fault that a check can find has a name and a rank', () => {
    const sources = ['checks/', 'advice/', 'page/', ''].flatMap((folder) =>
      readdirSync(new URL(folder, DOCTOR))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(new URL(folder + name, DOCTOR), 'utf8')),
    );
    const ids = sources.flatMap((source) =>
      [...source.matchAll(/(?:fault\(\s*|\bid: )'([\w-]+)'/g)].map(([, id]) => id as string),
    );
    expect(ids).to.include.members(['tag-missing', 'preflight-status', 'refused', 'policy-connect']);
    const bearable = ['error-without-cors', 'preflight-wildcard-authorization', 'policy-worker'];
    expect(ids.filter((id) => !(id in CAUSES) && !bearable.includes(id))).to.deep.equal([]);
  });

  it('K4: the most probable cause stands first, and is one of the mode that decides', () => {
    const findings = [fault('refused'), fault('cookie-host', ['session-id credentials']), fault('list-misspelt')];
    expect(causeOf(findings, 'session-token')?.id).to.equal('list-misspelt');
    expect(causeOf(findings, 'session-id credentials')?.id).to.equal('cookie-host');
    expect(causeOf([], 'session-token')).to.equal(undefined);
  });
});
