/** A command line that makes no sense; the message says what would. */
export class BadArguments extends Error {}
