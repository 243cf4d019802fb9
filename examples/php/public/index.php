<?php
// A page of PHP and jQuery, unchanged since before Clerk except for the first tag in its head.
$api = (string) getenv('API_ORIGIN');
$proxy = (string) getenv('CLERK_PROXY_URL');
?>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Orders</title>
  <script src="/clerk-ajax.min.js"
          data-token-origins="<?= htmlspecialchars($api ?: "'self'/api/") ?>"
          data-clerk-publishable-key="<?= htmlspecialchars((string) getenv('CLERK_PUBLISHABLE_KEY')) ?>"
          <?php if ($proxy): ?>data-clerk-proxy-url="<?= htmlspecialchars($proxy) ?>"<?php endif ?>></script>
  <script src="/jquery.min.js"></script>
</head>
<body data-api="<?= htmlspecialchars($api) ?>">
  <h1>Orders</h1>
  <p>The API answers: <b id="status"></b> <b id="user"></b></p>
  <ul id="orders"></ul>
  <form id="order"><input name="item"> <button>Order</button></form>
  <button id="reload">Reload</button>
  <button id="sign-in" onclick="Clerk.redirectToSignIn()">Sign in</button>
  <button id="sign-out" onclick="Clerk.signOut({ redirectUrl: '/' })">Sign out</button>
  <script src="/orders.js"></script>
</body>
</html>
