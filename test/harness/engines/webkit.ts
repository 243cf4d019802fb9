import type { Engine } from './engine.ts';
import { firstOf } from './firstOf.ts';

const PLACES = ['x86_64', 'aarch64'].flatMap((arch) =>
  ['4.1', '4.0', '6.0'].map((version) => {
    const name = version === '6.0' ? 'webkitgtk-6.0' : `webkit2gtk-${version}`;
    return `/usr/lib/${arch}-linux-gnu/${name}/MiniBrowser`;
  }),
);

/** WebKitGTK's own small browser, on a screen of its own. */
export const webkit: Engine = {
  name: 'webkit',
  async find() {
    const [browser, screen] = await Promise.all([firstOf(...PLACES), firstOf('xvfb-run')]);
    return screen && browser;
  },
  install: 'apt-get install webkit2gtk-driver xvfb xauth',
  show: (program, url, directory, hasWindow) => ({
    ...(hasWindow ? { file: program, args: [url] } : { file: 'xvfb-run', args: ['-a', program, url] }),
    env: {
      HOME: directory,
      XDG_CACHE_HOME: directory,
      XDG_CONFIG_HOME: directory,
      XDG_DATA_HOME: directory,
      XDG_RUNTIME_DIR: directory,
      TMPDIR: directory,
      // Containers give it neither namespaces nor a graphics card.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    },
  }),
};
