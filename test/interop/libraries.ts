import type { EngineName, Part } from '../kit/protocol.ts';
import type { ScenarioName } from './scenarios.ts';
import type { Subject } from './titles.ts';

/** One row of the table: a library, unmodified, and the page script that uses it. */
export interface Library extends Subject {
  /** By what it calls. */
  by: 'XHR' | 'fetch';
  /** Its scripts; without them the page script imports it. */
  scripts?: Part[];
  /** Whether its scripts come before the shim's tag: that of the core, and, while Clerk is loading, that of all channels. */
  beforeShim?: true;
  /** File in `libraries/`. */
  page: string;
  does: ScenarioName[];
  /** What the shim says in the console. */
  says?: string;
  /** The origin that it calls; default: the backend. */
  calls?: 'page';
  /** Whether it tells the progress of an upload. */
  progress?: true;
  /** Where an engine leaves no way to add the session ID; the cookie is there all the same. */
  limit?: { engine: EngineName; scenario: ScenarioName; why: string };
  /** Whether it hands a `Request` to fetch: of that, header names can be read in lower case alone. */
  request?: true;
  /** Endpoints of its own, where JSON is not what it reads. */
  endpoints?: { [name in ScenarioName]?: (string | number)[] };
}

const npm = (path: string): Part => ({ src: `/node_modules/${path}` });

/** A file of one of Debian's packages. */
const debian = (path: string): Part => ({ src: `/debian/${path}` });

/** Whether it is one of Debian's packages. */
export const isDebian = ({ dependency }: Library): boolean => dependency.startsWith('libjs-');

const MOST: ScenarioName[] = ['get', 'header', 'post', 'upload', 'error', 'abort'];
const ALL: ScenarioName[] = [...MOST, 'timeout'];

const HTML = ['type', 'text/html', 'text', 'utf-8', '<p>wörld</p>'];
const htmlEndpoints = { get: HTML, header: HTML, post: HTML, upload: HTML, error: ['code', 422, ...HTML] };

const json = (value: unknown) => ['type', 'application/json', 'text', 'utf-8', JSON.stringify(value)];

const frame = (id: string) => ['type', 'text/html', 'text', 'utf-8', `<turbo-frame id="${id}">wörld</turbo-frame>`];

const tableData = json({ draw: 2, recordsTotal: 9, recordsFiltered: 5, data: [['wörld', '2']] });

const tusCreated = (size: number) => [
  ...['code', 201, 'header', 'Location', '/u', 'header', 'Upload-Offset', size],
  ...['body', 'json'],
];

/** Takes out the polyfilled function, as in a browser that never had it. */
const withoutFetch: Part = {
  script: 'delete window.fetch; delete window.Request; delete window.Response; delete window.Headers;',
};

const without = (...names: ScenarioName[]) => MOST.filter((name) => !names.includes(name));

export const LIBRARIES: Library[] = [
  ...(['jquery', 'jquery2', 'jquery3', 'jquery4'] as const).map(
    (dependency): Library => ({
      name: 'jQuery',
      dependency,
      by: 'XHR',
      scripts: [npm(`${dependency}/dist/jquery.js`)],
      page: 'jquery.js',
      does: dependency === 'jquery' ? ALL : MOST,
      progress: true,
    }),
  ),
  {
    name: 'jQuery Form Plugin',
    dependency: 'jquery-form',
    by: 'XHR',
    scripts: [npm('jquery/dist/jquery.js'), npm('jquery-form/src/jquery.form.js')],
    page: 'jquery-form.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'jquery-pjax',
    dependency: 'jquery-pjax',
    by: 'XHR',
    scripts: [npm('jquery/dist/jquery.js'), npm('jquery-pjax/jquery.pjax.js')],
    page: 'pjax.js',
    // In this order, since it makes one call at a time: the abort while Clerk is still loading.
    does: ['abort', 'get', 'header', 'post', 'error'],
    endpoints: htmlEndpoints,
  },
  {
    name: 'jQuery File Upload',
    dependency: 'blueimp-file-upload',
    by: 'XHR',
    scripts: [
      npm('jquery3/dist/jquery.js'),
      npm('blueimp-file-upload/js/vendor/jquery.ui.widget.js'),
      npm('blueimp-file-upload/js/jquery.fileupload.js'),
    ],
    page: 'blueimp.js',
    does: without('get'),
    progress: true,
  },
  {
    name: 'intercooler.js',
    dependency: 'intercooler',
    by: 'XHR',
    scripts: [npm('jquery3/dist/jquery.js'), npm('intercooler/dist/intercooler.js')],
    page: 'intercooler.js',
    does: without('upload'),
    endpoints: htmlEndpoints,
  },
  {
    name: 'DataTables',
    dependency: 'datatables1',
    by: 'XHR',
    scripts: [npm('jquery3/dist/jquery.js'), npm('datatables1/js/jquery.dataTables.js')],
    page: 'datatables.js',
    does: ['get', 'header', 'post', 'error'],
    endpoints: { get: tableData, header: tableData, post: tableData },
  },
  {
    name: 'DataTables',
    dependency: 'datatables.net',
    by: 'XHR',
    scripts: [npm('datatables.net/js/dataTables.js')],
    page: 'datatables.js',
    does: ['get', 'header', 'post', 'error'],
    endpoints: { get: tableData, header: tableData, post: tableData },
  },
  {
    name: 'Backbone',
    dependency: 'backbone',
    by: 'XHR',
    scripts: [npm('jquery2/dist/jquery.js'), npm('underscore/underscore.js'), npm('backbone/backbone.js')],
    page: 'backbone.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'AngularJS',
    dependency: 'angular',
    by: 'XHR',
    scripts: [npm('angular/angular.js')],
    page: 'angular.js',
    does: ALL,
    progress: true,
  },
  ...(['before the shim', 'after the shim'] as const).map(
    (way): Library => ({
      name: 'ng-file-upload',
      dependency: 'ng-file-upload',
      way,
      by: 'XHR',
      scripts: [npm('angular/angular.js'), npm('ng-file-upload/dist/ng-file-upload.js')],
      ...(way === 'before the shim' && { beforeShim: true }),
      page: 'ng-file-upload.js',
      does: without('get'),
      progress: true,
    }),
  ),
  ...(['before the shim', 'after the shim'] as const).map(
    (way): Library => ({
      name: 'Prototype',
      dependency: 'libjs-prototype',
      way,
      by: 'XHR',
      scripts: [debian('prototype/prototype.js')],
      ...(way === 'before the shim' && { beforeShim: true }),
      page: 'prototype.js',
      does: without('upload'),
    }),
  ),
  ...(['before the shim', 'after the shim'] as const).map(
    (way): Library => ({
      name: 'MooTools',
      dependency: 'libjs-mootools',
      way,
      by: 'XHR',
      scripts: [debian('mootools/mootools-core-nc.js')],
      ...(way === 'before the shim' && {
        beforeShim: true,
        says: '[clerk-ajax] fetch calls are sent without a session: another script has replaced Request: put the tag of clerk-ajax before it',
      }),
      page: 'mootools.js',
      does: without('upload'),
    }),
  ),
  {
    name: 'Zepto',
    dependency: 'zepto',
    by: 'XHR',
    scripts: [npm('zepto/dist/zepto.js')],
    page: 'zepto.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'Dojo',
    dependency: 'dojo',
    by: 'XHR',
    scripts: [{ ...npm('dojo/dojo.js'), attributes: { 'data-dojo-config': 'async: true' } } as Part],
    page: 'dojo.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'YUI',
    dependency: 'yui',
    by: 'XHR',
    scripts: [npm('yui/yui/yui.js')],
    page: 'yui.js',
    does: without('upload'),
  },
  {
    name: 'rails-ujs',
    dependency: '@rails/ujs',
    by: 'XHR',
    page: 'rails-ujs.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'htmx',
    dependency: 'htmx1',
    by: 'XHR',
    scripts: [npm('htmx1/dist/htmx.js')],
    page: 'htmx.js',
    does: MOST,
    progress: true,
    endpoints: htmlEndpoints,
  },
  {
    name: 'htmx',
    dependency: 'htmx2',
    by: 'XHR',
    scripts: [npm('htmx2/dist/htmx.js')],
    page: 'htmx.js',
    does: ALL,
    progress: true,
    endpoints: htmlEndpoints,
  },
  {
    name: 'htmx',
    dependency: 'htmx4',
    by: 'fetch',
    scripts: [npm('htmx4/dist/htmx.js')],
    page: 'htmx.js',
    does: MOST,
    endpoints: htmlEndpoints,
  },
  {
    name: 'Turbo',
    dependency: '@hotwired/turbo',
    by: 'fetch',
    scripts: [npm('@hotwired/turbo/dist/turbo.es2017-umd.js')],
    page: 'turbo.js',
    does: ['get', 'header', 'post', 'error'],
    endpoints: {
      get: frame('get'),
      header: frame('header'),
      post: frame('post'),
      error: ['code', 422, ...frame('error')],
    },
  },
  {
    name: 'Unpoly',
    dependency: 'unpoly',
    by: 'XHR',
    scripts: [npm('unpoly/unpoly.js')],
    calls: 'page',
    page: 'unpoly.js',
    does: MOST,
  },
  {
    name: 'Mithril',
    dependency: 'mithril',
    by: 'XHR',
    scripts: [npm('mithril/mithril.js')],
    page: 'mithril.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'vue-resource',
    dependency: 'vue-resource',
    by: 'XHR',
    scripts: [npm('vue2/dist/vue.js'), npm('vue-resource/dist/vue-resource.js')],
    page: 'vue-resource.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'd3-request',
    dependency: 'd3-request',
    by: 'XHR',
    scripts: [...['collection', 'dispatch', 'dsv', 'request'].map((name) => npm(`d3-${name}/build/d3-${name}.js`))],
    page: 'd3-request.js',
    does: MOST,
  },
  {
    name: 'RxJS ajax',
    dependency: 'rxjs',
    by: 'XHR',
    scripts: [npm('rxjs/dist/bundles/rxjs.umd.js')],
    page: 'rxjs.js',
    does: ALL,
    progress: true,
  },
  { name: 'xhr', dependency: 'xhr', by: 'XHR', page: 'xhr.js', does: MOST, progress: true },
  {
    name: 'reqwest',
    dependency: 'reqwest',
    by: 'XHR',
    scripts: [npm('reqwest/reqwest.js')],
    page: 'reqwest.js',
    does: without('upload', 'abort'),
  },
  {
    name: 'qwest',
    dependency: 'qwest',
    by: 'XHR',
    scripts: [npm('qwest/qwest.min.js')],
    page: 'qwest.js',
    does: without('abort'),
    progress: true,
  },
  {
    name: 'superagent',
    dependency: 'superagent',
    by: 'XHR',
    scripts: [npm('superagent/dist/superagent.js')],
    page: 'superagent.js',
    does: ALL,
    progress: true,
  },
  {
    name: 'axios',
    dependency: 'axios0',
    by: 'XHR',
    scripts: [npm('axios0/dist/axios.js')],
    page: 'axios.js',
    does: ALL,
    progress: true,
  },
  {
    name: 'axios',
    dependency: 'axios',
    by: 'XHR',
    scripts: [npm('axios/dist/axios.js')],
    page: 'axios.js',
    does: ALL,
    progress: true,
  },
  {
    name: 'axios',
    dependency: 'axios',
    way: 'fetch adapter',
    by: 'fetch',
    scripts: [{ script: 'window.adapter = "fetch";' }, npm('axios/dist/axios.js')],
    limit: {
      engine: 'webkit',
      scenario: 'upload',
      why: 'WebKit lets nobody read the body of a `Request` with a file in a form, nor send it to another URL',
    },
    page: 'axios.js',
    does: ALL,
    request: true,
  },
  { name: 'ky', dependency: 'ky', by: 'fetch', page: 'ky.js', does: ALL, request: true },
  { name: 'wretch', dependency: 'wretch', by: 'fetch', page: 'wretch.js', does: MOST },
  { name: 'ofetch', dependency: 'ofetch', by: 'fetch', page: 'ofetch.js', does: MOST },
  {
    name: 'graphql-request',
    dependency: 'graphql-request',
    by: 'fetch',
    page: 'graphql-request.js',
    does: without('upload'),
    endpoints: {
      get: json({ data: { hello: 'wörld' } }),
      header: json({ data: { hello: 'wörld' } }),
      post: json({ data: { hello: 'wörld' } }),
      error: ['code', 422, ...json({ errors: [{ message: 'no' }] })],
    },
  },
  {
    name: 'whatwg-fetch',
    dependency: 'whatwg-fetch',
    way: 'before the shim',
    by: 'XHR',
    scripts: [withoutFetch, npm('whatwg-fetch/dist/fetch.umd.js')],
    beforeShim: true,
    page: 'fetch.js',
    does: MOST,
  },
  {
    name: 'whatwg-fetch',
    dependency: 'whatwg-fetch',
    way: 'after the shim',
    by: 'XHR',
    scripts: [withoutFetch, npm('whatwg-fetch/dist/fetch.umd.js')],
    page: 'fetch.js',
    does: MOST,
  },
  {
    name: 'unfetch',
    dependency: 'unfetch',
    way: 'before the shim',
    by: 'XHR',
    scripts: [withoutFetch, npm('unfetch/polyfill/index.js')],
    beforeShim: true,
    page: 'fetch.js',
    does: without('abort'),
  },
  {
    name: 'unfetch',
    dependency: 'unfetch',
    way: 'after the shim',
    by: 'XHR',
    scripts: [withoutFetch, npm('unfetch/polyfill/index.js')],
    page: 'fetch.js',
    does: without('abort'),
  },
  {
    name: 'Bluebird as Promise',
    dependency: 'bluebird',
    way: 'before the shim',
    by: 'fetch',
    scripts: [npm('bluebird/js/browser/bluebird.js'), { script: 'window.Promise = window.P || window.Promise;' }],
    beforeShim: true,
    page: 'fetch-and-xhr.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'core-js',
    dependency: 'core-js-bundle',
    way: 'before the shim',
    by: 'fetch',
    scripts: [
      { script: 'window.Promise = window.URL = window.URLSearchParams = undefined;' },
      npm('core-js-bundle/index.js'),
    ],
    beforeShim: true,
    page: 'fetch-and-xhr.js',
    does: ALL,
    progress: true,
  },
  {
    name: 'core-js',
    dependency: 'core-js-bundle',
    way: 'after the shim',
    by: 'fetch',
    scripts: [
      { script: 'window.Promise = window.URL = window.URLSearchParams = undefined;' },
      npm('core-js-bundle/index.js'),
    ],
    page: 'fetch-and-xhr.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'abortcontroller-polyfill',
    dependency: 'abortcontroller-polyfill',
    way: 'before the shim',
    by: 'fetch',
    scripts: [
      { script: 'window.__FORCE_INSTALL_ABORTCONTROLLER_POLYFILL = true;' },
      npm('abortcontroller-polyfill/dist/umd-polyfill.js'),
    ],
    beforeShim: true,
    page: 'fetch-and-xhr.js',
    does: MOST,
    progress: true,
  },
  {
    name: 'formdata-polyfill',
    dependency: 'formdata-polyfill',
    way: 'before the shim',
    by: 'fetch',
    scripts: [{ script: 'delete FormData.prototype.keys;' }, npm('formdata-polyfill/formdata.min.js')],
    beforeShim: true,
    page: 'form-data.js',
    does: without('abort'),
  },
  ...(['dropzone5', 'dropzone'] as const).map(
    (dependency): Library => ({
      name: 'Dropzone',
      dependency,
      by: 'XHR',
      scripts: [dependency === 'dropzone5' ? npm('dropzone5/dist/dropzone.js') : { src: '/iife/Dropzone/dropzone' }],
      page: 'dropzone.js',
      does: without('get'),
      progress: true,
    }),
  ),
  {
    name: 'Uppy XHR Upload',
    dependency: '@uppy/xhr-upload',
    by: 'XHR',
    page: 'uppy.js',
    does: without('get'),
    progress: true,
  },
  {
    name: 'FilePond',
    dependency: 'filepond',
    by: 'XHR',
    scripts: [npm('filepond/dist/filepond.js')],
    page: 'filepond.js',
    does: without('get'),
    progress: true,
  },
  {
    name: 'Plupload',
    dependency: 'plupload',
    by: 'XHR',
    scripts: [npm('plupload/js/moxie.js'), npm('plupload/js/plupload.dev.js')],
    page: 'plupload.js',
    does: without('get'),
    progress: true,
  },
  {
    name: 'Flow.js',
    dependency: '@flowjs/flow.js',
    by: 'XHR',
    scripts: [npm('@flowjs/flow.js/dist/flow.js')],
    page: 'flow.js',
    does: without('get'),
    progress: true,
  },
  {
    name: 'Resumable.js',
    dependency: 'resumablejs',
    by: 'XHR',
    scripts: [npm('resumablejs/resumable.js')],
    page: 'resumable.js',
    does: without('get'),
    progress: true,
  },
  {
    name: 'tus-js-client',
    dependency: 'tus-js-client',
    by: 'XHR',
    scripts: [npm('tus-js-client/dist/tus.js')],
    page: 'tus.js',
    does: without('get'),
    progress: true,
    endpoints: { header: tusCreated(5), post: tusCreated(5), upload: tusCreated(200_000) },
  },
];
