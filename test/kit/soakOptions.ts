export interface SoakOptions {
  seed: number;
  /** In all pages together. */
  calls: number;
  /** Of the account, in each page. */
  switches: number;
}

/** When leftovers and memory are looked at. */
export type Point = 'start' | 'middle' | 'end';
