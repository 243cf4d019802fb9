import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** An element of a page. */
export interface Element {
  name: string;
  /** By their names in lower case. */
  attributes: { [name: string]: string };
  /** Its place among the elements of the page. */
  place: number;
}

export interface Document {
  /** In their order, without those of templates and of `<noscript>`, which browsers do not run. */
  scripts: Element[];
  /** Those in the head: a policy elsewhere does not count. */
  metas: Element[];
  /** The first `<base>` with an `href`. */
  base: Element | undefined;
}

type Node = DefaultTreeAdapterTypes.Node;

/** Reads a page as browsers do. */
export function readDocument(html: string): Document {
  const document: Document = { scripts: [], metas: [], base: undefined };
  // Pages may be nested more deeply than functions can be.
  const nodes: Node[] = [parse(html)];
  for (let place = 0, node = nodes.pop(); node; node = nodes.pop(), place++) {
    if ('tagName' in node) addElement(node, place, document);
    if ('childNodes' in node)
      for (let i = node.childNodes.length - 1; i >= 0; i--) nodes.push(node.childNodes[i] as Node);
  }
  return document;
}

function addElement(
  { tagName: name, attrs, parentNode }: DefaultTreeAdapterTypes.Element,
  place: number,
  document: Document,
) {
  if (!/^(?:script|meta|base)$/.test(name)) return;
  const element = { name, attributes: Object.fromEntries(attrs.map((each) => [each.name, each.value])), place };
  if (name === 'script') document.scripts.push(element);
  else if (name === 'base' && 'href' in element.attributes) document.base ??= element;
  else if (name === 'meta' && parentNode?.nodeName === 'head') document.metas.push(element);
}
