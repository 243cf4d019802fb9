import type { Part } from '../kit/page.ts';
import type { Subject } from './titles.ts';

/** What each library that navigates is asked to do. */
export const STEPS = {
  link: { short: 'link', title: 'follows a link' },
  moved: { short: 'redirect', title: 'follows a link that redirects' },
  kept: { short: 'redirect with the query', title: 'follows a link that redirects and keeps the query' },
  search: { short: 'GET form', title: 'sends a GET form' },
  save: { short: 'POST form', title: 'sends a POST form that redirects' },
} as const satisfies Record<string, { short: string; title: string }>;

export type StepName = keyof typeof STEPS;

/** One row of the table: a library that shows another page and writes its URL into the address bar. */
export interface Navigator extends Subject {
  /** Where it reads the URL that it writes; nothing if it takes the one that it has called. */
  reads?: 'responseURL' | 'response.url';
  /** Whether it leaves the title of the page alone. */
  keepsTitle?: true;
  scripts: Part<never>[];
  does: StepName[];
  /** Attributes of the element that the links and forms are in, of each link and of each form. */
  nav?: string;
  link?(url: string): string;
  form?(url: string, method: string): string;
  /** Puts the links and what changes from page to page together. */
  layout(nav: string, main: string): string;
}

const npm = (path: string): Part<never> => ({ src: `/node_modules/${path}` });
/** A page script in `navigators/`, which starts the library. */
const start = (file: string): Part<never> => ({ src: `/iife/pageScript/test/interop/navigators/${file}` });

const layout = (nav: string, main: string) => `${nav}<main id="main">${main}</main>`;

const LINKS: StepName[] = ['link', 'moved', 'kept'];
const ALL: StepName[] = [...LINKS, 'search', 'save'];

const HTMX_TARGET = 'hx-target="#main" hx-select="#main" hx-swap="outerHTML"';

export const NAVIGATORS: Navigator[] = [
  ...(['htmx1', 'htmx2', 'htmx4'] as const).map(
    (dependency): Navigator => ({
      name: 'htmx',
      dependency,
      reads: dependency === 'htmx4' ? 'response.url' : 'responseURL',
      scripts: [npm(`${dependency}/dist/htmx.js`)],
      does: ALL,
      link: (url) => `hx-get="${url}" hx-push-url="true" ${HTMX_TARGET}`,
      form: () => `hx-boost="true" hx-push-url="true" ${HTMX_TARGET}`,
      layout,
    }),
  ),
  {
    name: 'Unpoly',
    dependency: 'unpoly',
    reads: 'responseURL',
    scripts: [npm('unpoly/unpoly.js')],
    does: ALL,
    link: () => 'up-follow up-target="#main" up-history="true"',
    form: () => 'up-submit up-target="#main" up-history="true"',
    layout,
  },
  {
    name: 'Turbo',
    way: 'Drive',
    dependency: '@hotwired/turbo',
    reads: 'response.url',
    scripts: [npm('@hotwired/turbo/dist/turbo.es2017-umd.js')],
    does: ALL,
    nav: 'data-turbo-permanent',
    layout,
  },
  {
    name: 'Turbo',
    way: 'frames',
    dependency: '@hotwired/turbo',
    reads: 'response.url',
    scripts: [npm('@hotwired/turbo/dist/turbo.es2017-umd.js')],
    does: ALL,
    link: () => 'data-turbo-frame="main" data-turbo-action="advance"',
    form: () => 'data-turbo-frame="main" data-turbo-action="advance"',
    layout: (nav, main) => `${nav}<turbo-frame id="main">${main}</turbo-frame>`,
  },
  {
    name: 'Turbolinks',
    dependency: 'turbolinks',
    scripts: [npm('turbolinks/dist/turbolinks.js')],
    does: LINKS,
    nav: 'data-turbolinks-permanent',
    layout,
  },
  {
    name: 'jquery-pjax',
    dependency: 'jquery-pjax',
    scripts: [npm('jquery/dist/jquery.js'), npm('jquery-pjax/jquery.pjax.js'), start('jquery-pjax.js')],
    does: ALL,
    layout,
  },
  {
    name: 'MoOx/pjax',
    dependency: 'pjax',
    reads: 'responseURL',
    scripts: [npm('pjax/pjax.js'), start('pjax.js')],
    does: ALL,
    layout,
  },
  {
    name: 'swup',
    dependency: 'swup',
    reads: 'response.url',
    scripts: [npm('swup/dist/Swup.umd.js'), npm('@swup/forms-plugin/dist/index.umd.js'), start('swup.js')],
    does: ALL,
    layout,
  },
  {
    name: 'barba',
    dependency: '@barba/core',
    reads: 'responseURL',
    scripts: [npm('@barba/core/dist/barba.umd.js'), start('barba.js')],
    does: LINKS,
    layout: (nav, main) =>
      `<div data-barba="wrapper">${nav}<main data-barba="container" data-barba-namespace="page">${main}</main></div>`,
  },
  {
    name: 'Taxi',
    dependency: '@unseenco/taxi',
    reads: 'response.url',
    scripts: [start('taxi.js')],
    does: LINKS,
    layout: (nav, main) => `${nav}<div data-taxi><main data-taxi-view>${main}</main></div>`,
  },
  {
    name: 'Senna',
    dependency: 'senna',
    reads: 'responseURL',
    scripts: [start('senna.js')],
    does: [...LINKS, 'save'],
    layout: (nav, main) => `${nav}<div id="main"><div id="main-default">${main}</div></div>`,
  },
  {
    name: 'Alpine AJAX',
    dependency: '@imacrayon/alpine-ajax',
    reads: 'response.url',
    keepsTitle: true,
    scripts: [npm('@imacrayon/alpine-ajax/dist/cdn.js'), npm('alpinejs/dist/cdn.js')],
    does: ALL,
    nav: 'x-data',
    link: () => 'x-target.push="main"',
    form: () => 'x-target.push="main"',
    layout,
  },
];
