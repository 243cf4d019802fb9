/** Invalid command-line arguments; the message says what is expected. */
export class BadArguments extends Error {}
