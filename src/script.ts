import { install } from './index.ts';
import { installSettings } from './install.ts';
import { loadClerk } from './loadClerk.ts';
import { say } from './log.ts';
import { readOptions } from './options.ts';

// The script tag: options from its attributes, and the global `ClerkAjax` (rules A1 to A5).
const tag = document.currentScript;
const api: { [name: string]: unknown } = { install };

if (tag instanceof HTMLScriptElement) {
  const settings = readOptions(tag.dataset, (option, complaint) =>
    say('error', `data-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${complaint}`),
  );
  try {
    Object.assign(
      api,
      installSettings(settings, (failed) => {
        if (tag.dataset.clerkPublishableKey !== undefined) loadClerk(tag, failed);
      }),
    );
  } catch (error) {
    say('error', (error as Error).message);
  }
} else {
  say('error', 'its tag was not found: use a classic script, or ClerkAjax.install(options)');
}

(window as unknown as { ClerkAjax: unknown }).ClerkAjax = api;
