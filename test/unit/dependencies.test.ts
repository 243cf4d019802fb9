import { expect } from 'chai';
import { build } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };

describe('what the package depends on', () => {
  it('G4: package.json names no package that is needed at run time', () => {
    const fields = Object.keys(manifest).filter((name) => /dependencies/i.test(name));
    expect(fields).to.deep.equal(['devDependencies']);
  });

  it('G4: package.json has no script that runs when the package is installed', () => {
    const names = Object.keys(manifest.scripts);
    expect(names.filter((name) => /^(?:pre|post)?(?:install|prepare)$|^prepublish$/.test(name))).to.deep.equal([]);
  });

  for (const entry of ['script', 'index', 'scriptAll', 'all']) {
    it(`G4: src/entries/${entry}.ts takes in nothing from outside of src/`, async () => {
      const { metafile } = await build({
        entryPoints: [`src/entries/${entry}.ts`],
        bundle: true,
        write: false,
        metafile: true,
      });
      expect(Object.keys(metafile.inputs).filter((file) => !file.startsWith('src/'))).to.deep.equal([]);
    });
  }
});
