import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { debianFile } from './debianFile.ts';

const LIBRARY = '/usr/lib/mono/gac/System.Web.Extensions/4.0.0.0__31bf3856ad364e35/System.Web.Extensions.dll';

/** A script such as `MicrosoftAjax.js`: each stands in the library behind its length, and begins with the mark of UTF-8. */
export async function microsoftAjax(name: string): Promise<Buffer | undefined> {
  const library = await readFile(debianFile(LIBRARY)).catch(() => undefined);
  if (!library) return;
  const start = Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('//---')]);
  for (let at = library.indexOf(start); at >= 0; at = library.indexOf(start, at + 1)) {
    const head = library.toString('utf8', at, at + 300);
    if (head.includes(`// ${name}\r\n`) || head.includes(`// ${name}\n`)) {
      return library.subarray(at, at + library.readUInt32LE(at - 4));
    }
  }
  return;
}

/** What ASP.NET answers to a postback of an UpdatePanel: pieces with their lengths, among them the form's action, as it was called. */
export function answerPanel(req: IncomingMessage, res: ServerResponse, body: Buffer): void {
  const fields = new URLSearchParams(body.toString());
  const count = Number(fields.get('__VIEWSTATE') ?? 0) + 1;
  const piece = (type: string, id: string, content: string) => `${content.length}|${type}|${id}|${content}|`;
  const button = '<input type="submit" name="Button1" value="again" id="Button1">';
  const delta = [
    piece('updatePanel', 'Panel1', `<p id="shown">wörld ${count}</p>${button}`),
    piece('hiddenField', '__VIEWSTATE', `${count}`),
    piece('asyncPostBackControlIDs', '', ''),
    piece('postBackControlIDs', '', ''),
    piece('updatePanelIDs', '', 'tPanel1'),
    piece('childUpdatePanelIDs', '', ''),
    piece('panelsToRefreshIDs', '', 'Panel1'),
    piece('asyncPostBackTimeout', '', '90'),
    piece('formAction', '', req.url ?? ''),
    piece('pageTitle', '', `page ${count}`),
  ].join('');
  res.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(delta);
}
