import { loadClerk } from './clerk/loadClerk.ts';
import { readOptions } from './config/options.ts';
import { install } from './index.ts';
import { installSettings } from './install.ts';
import { say } from './messages.ts';
import type { Installation } from './types.ts';

// The script tag: options from its attributes, and the global `ClerkAjax` (rules A1 to A5).
const { currentScript: tag } = document;
let installation: Installation | undefined;

// A page can give the name `currentScript` to an element of its own.
if (tag instanceof HTMLScriptElement) {
  const complain = (complaint: string) => say('error', complaint);
  const settings = readOptions(tag.dataset, (option, complaint) =>
    complain(`data-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${complaint}`),
  );
  installation = installSettings(settings, complain, (failed) => {
    if (tag.dataset.clerkPublishableKey !== undefined) loadClerk(tag, failed);
  });
} else {
  say('error', 'its tag was not found: use a classic script, or ClerkAjax.install(options)');
}

const page = window as unknown as { ClerkAjax?: object };
// A tag that installs nothing leaves the installation of another one in reach.
page.ClerkAjax = { ...page.ClerkAjax, install, ...installation };
