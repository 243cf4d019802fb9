import { compareRows, type RowScene } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';

// Libraries that navigate write the address bar while the next page is still on its way.
const moveOn = ({ window }: RowScene) => window.history.replaceState(null, '', '?later');

describe('the Referer of a call, when the page writes its address meanwhile', () => {
  compareRows('D6', {
    'the address that an XHR is sent from': (scene) =>
      exchange(scene, { url: scene.at('page', 'body', 'json'), sent: () => moveOn(scene) }),
  });
  compareRows('D5', {
    'the address that a fetch is made from': (scene) =>
      fetchOnce(scene, [scene.at('page', 'body', 'json')], { called: () => moveOn(scene) }),
  });
});
