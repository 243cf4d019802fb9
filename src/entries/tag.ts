import type { Channel } from '../channels/channel.ts';
import { loadClerk } from '../clerk/loadClerk.ts';
import { attributeOf } from '../config/attributeOf.ts';
import { meantBy } from '../config/typos.ts';
import { installWith } from '../install.ts';
import { NO_TAG, notKnown, say } from '../messages.ts';
import { exec } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import { toString } from '../platform/snapshot.ts';
import type { Installation, Options } from '../types.ts';

const complain = (complaint: string, option?: string) =>
  say('error', option ? `${attributeOf(option)} ${complaint}` : complaint);

/**
 * Runs the script tag: reads the options from its attributes and sets the global `ClerkAjax` (rules A1 to A5). Must be
 * called synchronously while the script executes.
 */
export function startTag(channels: readonly Channel[], install: (options: Options) => Installation): void {
  const tag = document.currentScript as HTMLScriptElement;
  let installation: Installation | undefined;
  // The page may have an element named `currentScript`.
  if (toString(tag) === '[object HTMLScriptElement]') {
    const known: string[] = [];
    installation = installWith(
      (option) => {
        const name = attributeOf(option);
        known.push(name);
        return tag.getAttribute(name);
      },
      channels,
      complain,
      (failed) => {
        if (tag.hasAttribute('data-clerk-publishable-key')) loadClerk(tag, failed);
      },
    );
    quietly(() => {
      for (let i = 0; i < tag.attributes.length; i++) {
        const { name } = tag.attributes[i] as Attr;
        const meant = exec(/^data-(?!clerk-)/, name) && !known.includes(name) && meantBy(name, known);
        if (meant) say('error', `${name} ${notKnown(meant)}`);
      }
    });
  } else {
    say('error', NO_TAG);
  }
  // If this tag installs nothing, the earlier tag's installation remains here.
  window.ClerkAjax = { ...window.ClerkAjax, install, ...installation };
}
