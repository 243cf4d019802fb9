// Calls a function of the test at this place of the page.
import { findLink } from './link.ts';

findLink().run(Number(document.currentScript?.dataset.run));
