// Calls a function of the test at this place of the page.
import type { FrameLink } from '../page.ts';

const { link } = window.frameElement as unknown as { link: FrameLink };
link.run(Number(document.currentScript?.dataset.run));
