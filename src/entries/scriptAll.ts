import { all } from '../channels/all.ts';
import { install } from './all.ts';
import { startTag } from './tag.ts';

startTag(all, install);
