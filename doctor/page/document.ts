import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** An element of a page. */
export interface Element {
  name: string;
  /** By their names in lower case. */
  attributes: { [name: string]: string };
}

export interface Document {
  /** In their order, without those of templates and of `<noscript>`, which browsers do not run. */
  scripts: Element[];
  metas: Element[];
  /** `href` of the first `<base>` that has one. */
  base: string | undefined;
}

type Node = DefaultTreeAdapterTypes.Node;

/** Reads a page as browsers do. */
export function readDocument(html: string): Document {
  const elements: Element[] = [];
  const walk = (node: Node) => {
    if ('attrs' in node) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      elements.push({ name: node.tagName, attributes });
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  const named = (name: string) => elements.filter((element) => element.name === name);
  return {
    scripts: named('script'),
    metas: named('meta'),
    base: named('base').find(({ attributes }) => attributes.href !== undefined)?.attributes.href,
  };
}
