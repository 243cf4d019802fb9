import { at, type Part } from '../kit/page.ts';
import type { Navigator, StepName } from './navigators.ts';

/** The first page: links and forms that stay, and what changes from page to page. */
export function firstPage(navigator: Navigator, key: string): Part<never>[] {
  const { nav = '', link = () => '', form = () => '', layout, scripts } = navigator;
  const target = (name: StepName) => at('page', key, 'type', 'text/html', 'text', 'utf-8', documentOf(navigator, name));
  const urls: Record<StepName, string> = {
    link: target('link'),
    moved: at('page', key, 'redirect', 302, target('moved')),
    kept: at('page', key, 'moved', 302, target('kept')),
    search: target('search'),
    save: at('page', key, 'redirect', 303, target('save')),
  };
  const linkTo = (name: StepName) => `<a id="${name}" href="${urls[name]}" ${link(urls[name])}>${name}</a>`;
  const formTo = (name: StepName, method: string) =>
    `<form id="${name}" method="${method}" action="${urls[name]}" ${form(urls[name], method)}>
      <input name="q" value="ä b"><button>${name}</button></form>`;
  const links = [linkTo('link'), linkTo('moved'), linkTo('kept'), formTo('search', 'get'), formTo('save', 'post')];
  return [{ html: layout(`<nav id="nav" ${nav}>${links.join('')}</nav>`, '<p id="shown">first</p>') }, ...scripts];
}

/** A page to go to. No dot in it: libraries take what stands behind one in a URL for the type of a file. */
function documentOf({ layout, nav = '' }: Navigator, name: StepName): string {
  const body = layout(`<nav id="nav" ${nav}></nav>`, `<p id="shown">${name}</p>`);
  return `<!doctype html><html><head><title>${name}</title></head><body>${body}</body></html>`;
}
