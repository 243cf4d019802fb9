/** Colours for light and dark: the page that shows an SVG as an image passes on what its reader prefers. */
const STYLE = `
  svg { --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --subject: #0550ae; --other: #8c959f; }
  @media (prefers-color-scheme: dark) {
    svg { --text: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --subject: #58a6ff; --other: #7d8590; }
  }
  text { font: 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: var(--text); }
  .title { font-weight: 600; }
  .quiet { fill: var(--quiet); font-size: 12px; }
  .grid { stroke: var(--line); }
  .subject { fill: var(--subject); stroke: var(--subject); }
  .other { fill: var(--other); stroke: var(--other); }
  .hollow { fill: none; stroke-width: 2; }
  .path { fill: none; stroke-width: 2; }
  text.subject, text.other { stroke: none; }
  text.subject { font-weight: 600; }`;

export type Colour = 'subject' | 'other';

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const text = (x: number, y: number, content: string, { anchor = 'start', kind = '' } = {}): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${escapeXml(content)}</text>`;

export const line = (x1: number, y1: number, x2: number, y2: number, kind = 'grid'): string =>
  `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" class="${kind}"/>`;

export const bar = (x: number, y: number, width: number, height: number, colour: Colour): string =>
  `<rect x="${x}" y="${y}" width="${fixed(width)}" height="${height}" rx="2" class="${colour}"/>`;

export const dot = (x: number, y: number, colour: Colour, hollow = false): string =>
  `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="4" class="${colour}${hollow ? ' hollow' : ''}"/>`;

export const path = (points: [number, number][], colour: Colour): string =>
  `<path d="M${points.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join('L')}" class="path ${colour}"/>`;

export function svg(width: number, height: number, title: string, content: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<style>${STYLE}
</style>
${content.join('\n')}
</svg>
`;
}

function fixed(value: number): number {
  return +value.toFixed(1);
}
