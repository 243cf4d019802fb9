import { config, expect } from 'chai';
import { at, engine, hasDebian, newKey, openPage, type Page, type Part, received } from '../kit/page.ts';
import { until } from '../kit/until.ts';
import { carriedBy, expectedOf } from './carried.ts';
import { hideSession } from './holdEachCall.ts';
import { type Mode, modes } from './modes.ts';
import { type Phase, sentOf, troubleOf } from './observe.ts';

config.truncateThreshold = 0;

const script = (name: string): Part<never> => ({ src: `/debian/microsoft-ajax/${name}` });

/** The page as ASP.NET renders it: the form with its hidden fields, the two scripts, and what starts them. */
function bodyOf(action: string): Part<never>[] {
  const hidden = ['__EVENTTARGET', '__EVENTARGUMENT', '__VIEWSTATE'].map(
    (name) => `<input type="hidden" name="${name}" id="${name}" value="">`,
  );
  return [
    { html: `<form name="form1" method="post" action="${action}" id="form1">${hidden.join('')}` },
    script('MicrosoftAjax.js'),
    script('MicrosoftAjaxWebForms.js'),
    {
      script: `Sys.WebForms.PageRequestManager._initialize('Manager1', document.getElementById('form1'));
        Sys.WebForms.PageRequestManager.getInstance()._updateControls(['tPanel1'], [], [], 90);`,
    },
    { html: '<div id="Panel1"><p id="shown">first</p><input type="submit" name="Button1" id="Button1"></div></form>' },
    { script: 'Sys.Application.initialize();' },
  ];
}

const headOf = (phase: Phase, mode: Mode): Part<never>[] => [
  { clerk: phase === 'known' ? { session: 'sess_A' } : {} },
  ...(phase === 'native'
    ? []
    : [{ shim: { [mode === 'token' ? 'data-token-origins' : 'data-backend-origins']: "'self'" } }]),
];

/** Presses the button, and waits until the panel is there. */
async function press({ window }: Page, count: number): Promise<string | undefined> {
  window.document.getElementById('Button1')?.click();
  const shown = () => window.document.getElementById('shown')?.textContent ?? undefined;
  await until(() => shown() === `wörld ${count}`);
  return `${shown()}, ${window.document.title}`;
}

/** Two postbacks, the second one as another account. */
async function watch(phase: Phase, mode: Mode) {
  const key = newKey();
  const page = await openPage({ head: headOf(phase, mode), body: bodyOf(at('page', key, 'panel')) });
  if (phase === 'held') hideSession(page.window);
  const seen = [await press(page, 1)];
  page.window.Clerk?.control.become('sess_B');
  seen.push(await press(page, 2));
  const requests = await received(key);
  const trouble = troubleOf(page);
  page.close();
  return { seen, sent: requests.map((each) => sentOf(each, key, mode)), carried: requests.map(carriedBy), trouble };
}

describe("C2, C3, E4a: Microsoft's UpdatePanel", () => {
  before(async function () {
    const { ok } = await fetch('/debian/microsoft-ajax/MicrosoftAjax.js');
    if (!ok && !hasDebian) this.skip();
    expect(ok, 'the scripts are there').to.equal(true);
  });

  for (const mode of modes) {
    it(`C3: MicrosoftAjax, ${mode}: each postback goes as the account of the moment, and is as without the shim`, async () => {
      const [native, ...shimmed] = await Promise.all([
        watch('native', mode),
        watch('known', mode),
        watch('held', mode),
      ]);
      expect(native.seen, engine).to.deep.equal(['wörld 1, page 1', 'wörld 2, page 2']);
      for (const { seen, sent, carried, trouble } of shimmed) {
        expect(seen).to.deep.equal(native.seen);
        expect(sent, 'what is sent').to.deep.equal(native.sent);
        const expected = ['sess_A', 'sess_B'].map((session) => expectedOf(mode, { cookie: true }, session));
        expect(carried, 'what it carries').to.deep.equal(expected);
        expect(trouble, 'what the page complains of').to.deep.equal(native.trouble);
      }
    });
  }

  it('C2: MicrosoftAjax: a session ID that a full postback has put into the page of now gives way to the active one', async () => {
    const key = newKey();
    const action = `${at('page', key, 'panel')}?a=1&_clerk_session_id=sess_B`;
    const page = await openPage({ head: headOf('known', 'session ID'), body: bodyOf(action) });
    await press(page, 1);
    const requests = await received(key);
    expect(requests.map(carriedBy)).to.deep.equal([{ sessions: ['sess_A'], cookie: true }]);
  });
});
