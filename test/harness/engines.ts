import type { EngineName } from '../kit/protocol.ts';
import { chromium } from './engines/chromium.ts';
import { chromium75 } from './engines/chromium75.ts';
import type { Engine } from './engines/engine.ts';
import { firefox } from './engines/firefox.ts';
import { webkit } from './engines/webkit.ts';

export const engines: Record<EngineName, Engine> = { chromium, firefox, webkit, chromium75 };
