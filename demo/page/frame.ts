import { escapeHtml } from './escapeHtml.ts';

/** The panel of the page that holds the frame. */
export const renderFramePanel = (address: string) => `<section class="panel">
    <h1>A frame</h1>
    <p class="muted">Pages of the old days are made of frames. This one has the tag, and no Clerk: it uses that of the page around it.</p>
    <iframe id="frame" class="frame" title="A frame" src="${escapeHtml(address)}"></iframe>
  </section>`;

/** The page in the frame: with the tag, or without, and without Clerk. */
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
