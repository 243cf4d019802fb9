import { core } from '../channels/core.ts';
import { install } from './index.ts';
import { startTag } from './tag.ts';

startTag(core, install);
