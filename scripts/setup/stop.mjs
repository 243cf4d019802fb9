/** Ends the set-up with a message for the one who started it. */
export function stop(message) {
  console.error(message);
  process.exit(1);
}
