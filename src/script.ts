import { core } from './channels/core.ts';
import { loadClerk } from './clerk/loadClerk.ts';
import { attributeOf } from './config/attributeOf.ts';
import { install } from './index.ts';
import { installWith } from './install.ts';
import { NO_TAG, say } from './messages.ts';
import { kindOf } from './platform/snapshot.ts';
import type { Installation } from './types.ts';

// The script tag: options from its attributes, and the global `ClerkAjax` (rules A1 to A5).
const tag = document.currentScript as HTMLScriptElement;
let installation: Installation | undefined;

// `currentScript` may be an element of the page that has this name.
if (kindOf(tag) === 'HTMLScriptElement') {
  const complain = (complaint: string, option?: string) =>
    say('error', option ? `${attributeOf(option)} ${complaint}` : complaint);
  installation = installWith(
    (option) => tag.getAttribute(attributeOf(option)),
    core,
    complain,
    (failed) => {
      if (tag.hasAttribute('data-clerk-publishable-key')) loadClerk(tag, failed);
    },
  );
} else {
  say('error', NO_TAG);
}

const page = window as unknown as { ClerkAjax?: object };
// If this tag installs nothing, the installation of an earlier one stays here.
page.ClerkAjax = { ...page.ClerkAjax, install, ...installation };
