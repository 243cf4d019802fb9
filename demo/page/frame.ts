import { escapeHtml } from './escapeHtml.ts';

/** The panel that contains the frame. */
export const renderFramePanel = (address: string) => `<section class="panel">
    <h1>A frame</h1>
    <p class="muted">Legacy pages often use frames. This one has no Clerk of its own: with the tag, it uses this page's Clerk.</p>
    <iframe id="frame" class="frame" title="A frame" src="${escapeHtml(address)}"></iframe>
  </section>`;

/** The page in the frame, with or without the tag, and always without Clerk. */
export const renderFrame = ({ api, shimTag }: { api: string; shimTag: string }) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Notices</title>
${shimTag}
<link rel="stylesheet" href="/assets/style.css">
<script src="/assets/frame.js"></script>
</head>
<body class="in-frame" data-api="${escapeHtml(api)}">
<p><code>GET /notices</code> <span id="answer" aria-live="polite">waiting&hellip;</span></p>
</body>
</html>
`;
