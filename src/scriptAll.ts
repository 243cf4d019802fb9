import { install } from './all.ts';
import { all } from './channels/all.ts';
import { startTag } from './tag.ts';

startTag(all, install);
