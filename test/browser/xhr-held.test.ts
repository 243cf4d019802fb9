import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';
import { next, stateOf, traceXhr } from '../kit/traceXhr.ts';

/** What each of these does between `send()` and the answer. */
function whileSending(
  actions: Record<string, (xhr: XMLHttpRequest, scene: RowScene) => unknown>,
): Record<string, Row['run']> {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [
      name,
      async (scene) => {
        let result: unknown;
        const rest = await exchange(scene, {
          method: 'POST',
          body: 'body',
          opened: (xhr) => xhr.setRequestHeader('X-Before', '1'),
          sent: (xhr) => {
            result = attempt(() => action(xhr, scene));
          },
        });
        return { result, ...rest };
      },
    ]),
  );
}

/** An object that notes its conversion to a string. */
const noting = (log: string[], name: string) => ({
  toString() {
    log.push(name);
    return name;
  },
});

describe('what a page can tell of an XHR that waits', () => {
  compareRows('D6', {
    'loadstart and the end of send()': async (scene) => {
      const order: string[] = [];
      const xhr = new scene.window.XMLHttpRequest();
      xhr.onloadstart = () => order.push('loadstart');
      xhr.open('GET', scene.at('backend', 'body', 'json'));
      xhr.send();
      order.push('send() has returned');
      const ended = next(xhr, 'loadend');
      await scene.go();
      await ended;
      return order;
    },
    'of a held call that times out': {
      run: async (scene) => {
        const xhr = new scene.window.XMLHttpRequest();
        const events = traceXhr(xhr);
        xhr.open('GET', scene.at('backend', 'hang'));
        xhr.timeout = 150;
        xhr.withCredentials = true;
        xhr.send();
        await next(xhr, 'loadend');
        await scene.go();
        return { events, state: stateOf(xhr) };
      },
      server: 'ignored',
    },
  });
});

describe('what a page can do with an XHR that has been sent', () => {
  compareRows('D6', {
    ...whileSending({
      'send() is refused': (xhr) => xhr.send('again'),
      'send() is refused after its body was converted': (xhr) => {
        const log: string[] = [];
        return [attempt(() => xhr.send(noting(log, 'again') as unknown as string)), log];
      },
      'send() refuses a symbol as such': (xhr) => xhr.send(Symbol('s') as unknown as string),
      'setRequestHeader() is refused': (xhr) => xhr.setRequestHeader('X-After', '1'),
      'setRequestHeader() is refused after its arguments were converted': (xhr) => {
        const log: string[] = [];
        const [name, value] = [noting(log, 'x-name'), noting(log, 'value')] as unknown as [string, string];
        return [attempt(() => xhr.setRequestHeader(name, value)), log];
      },
      'setRequestHeader() with one argument': (xhr) => Reflect.apply(xhr.setRequestHeader, xhr, ['X-After']),
      'setRequestHeader() with a symbol': (xhr) => Reflect.apply(xhr.setRequestHeader, xhr, ['X-After', Symbol('s')]),
      'setRequestHeader() with a name that is none': (xhr) => xhr.setRequestHeader('not a name', '1'),
      'setRequestHeader() with what is no byte string': (xhr) => xhr.setRequestHeader('X-After', '\u20ac'),
      'readyState is 1': (xhr) => xhr.readyState,
      'there are no response headers': (xhr) => [xhr.getAllResponseHeaders(), xhr.getResponseHeader('X-Test')],
      'responseType can be set': (xhr) => {
        xhr.responseType = 'json';
        return xhr.responseType;
      },
      'timeout can be set': (xhr) => {
        xhr.timeout = 30_000;
        return xhr.timeout;
      },
      'upload is the same object': (xhr) => xhr.upload === xhr.upload.valueOf(),
      'listeners can be added and removed': (xhr) => {
        const log: string[] = [];
        const removed = () => log.push('removed');
        xhr.addEventListener('load', removed);
        xhr.addEventListener('load', () => log.push('added'));
        xhr.removeEventListener('load', removed);
        xhr.onload = () => log.push('property');
        return log;
      },
      'events can be dispatched by hand': (xhr, { window }) => {
        const log: unknown[] = [];
        xhr.addEventListener('own', ({ target }) => log.push(target === xhr, xhr.readyState));
        return [xhr.dispatchEvent(new window.Event('own')), log];
      },
      'open() with a bad URL is refused, and the call goes on': (xhr) => xhr.open('GET', 'http://['),
      'open() with a bad method is refused, and the call goes on': (xhr) => xhr.open('not a method', '/'),
    }),
    'withCredentials cannot be set': {
      run: async (scene) => {
        let result: unknown;
        const rest = await exchange(scene, {
          url: scene.at('page', 'body', 'json'),
          sent: (xhr) => {
            result = attempt(() => {
              xhr.withCredentials = false;
            });
            // As it was, so that nothing else differs.
            attempt(() => {
              xhr.withCredentials = true;
            });
          },
        });
        return { result, ...rest };
      },
    },
    'listeners on upload that come after send()': (scene) =>
      exchange(scene, {
        method: 'POST',
        body: 'x',
        sent: (xhr) => {
          xhr.upload.onprogress = () => {};
        },
      }),
  });
});

describe('open() of an XHR that has been sent', () => {
  const again = (reopen: (xhr: XMLHttpRequest, scene: RowScene) => void, sessions: (string | undefined)[]): Row => ({
    // How far the first request gets natively is a matter of timing.
    server: 'ignored',
    ...{ sessions },
    ways: ['held'],
    async run(scene) {
      const xhr = new scene.window.XMLHttpRequest();
      const events = traceXhr(xhr);
      xhr.open('POST', scene.at('backend', 'body', 'xml'));
      xhr.withCredentials = true;
      xhr.setRequestHeader('X-First', '1');
      xhr.responseType = 'text';
      xhr.send('first');
      const reopened = attempt(() => reopen(xhr, scene));
      const opened = stateOf(xhr);
      const end = next(xhr, 'loadend');
      const sent = attempt(() => xhr.send('second'));
      await scene.go();
      await end;
      // `loadstart` comes when a call goes out; the first never does.
      return {
        reopened,
        opened,
        sent,
        events: events.filter((line) => !line.startsWith('loadstart')),
        end: stateOf(xhr),
      };
    },
  });
  compareRows('D6', {
    'starts anew with another URL of ours': again(
      (xhr, { at }) => xhr.open('PUT', at('backend', 'body', 'json')),
      ['sess_A'],
    ),
    'starts anew with the same URL': again((xhr, { at }) => xhr.open('POST', at('backend', 'body', 'xml')), ['sess_A']),
    'starts anew with a URL of the own origin': again(
      (xhr, { at }) => xhr.open('GET', at('page', 'body', 'json')),
      ['sess_A'],
    ),
    'starts anew with new headers': again(
      (xhr, { at }) => {
        xhr.open('GET', at('backend', 'body', 'json'));
        xhr.setRequestHeader('X-Second', '2');
      },
      ['sess_A'],
    ),
  });

  compareRows(
    'D6',
    {
      'starts anew with a call that is not ours, which is not held': again(
        (xhr, { at }) => xhr.open('GET', at('foreign', 'body', 'json')),
        [undefined],
      ),
    },
    { ways: ['held'] },
  );
});

describe('inside the event of open()', () => {
  const inside =
    (action: (xhr: XMLHttpRequest) => void, sends = false): Row['run'] =>
    async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      xhr.onreadystatechange = () => {
        if (xhr.readyState !== 1) return;
        xhr.withCredentials = true;
        action(xhr);
      };
      const end = next(xhr, 'loadend');
      const events = traceXhr(xhr);
      const opened = attempt(() => xhr.open('POST', scene.at('backend', 'body', 'json')));
      const sent = sends ? 'inside' : attempt(() => xhr.send('outside'));
      await scene.go();
      await end;
      return { opened, sent, events: events.filter((line) => !line.startsWith('loadstart')), state: stateOf(xhr) };
    };
  compareRows('D6', {
    'setRequestHeader() counts': inside((xhr) => xhr.setRequestHeader('X-Inside', '1')),
    'send() is held': inside((xhr) => xhr.send('inside'), true),
    'setRequestHeader() and send()': inside((xhr) => {
      xhr.setRequestHeader('X-Inside', '1');
      xhr.send('inside');
    }, true),
    'open() of another URL counts': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      xhr.addEventListener('readystatechange', () => xhr.open('PUT', scene.at('page', 'body', 'json')), { once: true });
      xhr.open('POST', scene.at('backend', 'body', 'xml'));
      const end = next(xhr, 'loadend');
      const sent = attempt(() => xhr.send('x'));
      await scene.go();
      await end;
      return { sent, state: stateOf(xhr) };
    },
  });
});
