/**
 * The page's origin, as `'self'` means it. `location` comes first, since pages can overwrite `window.origin`; in a
 * `srcdoc` frame only the latter knows it.
 */
export const pageOrigin = (): string => (/^http/.test(location.origin) ? location.origin : origin);
