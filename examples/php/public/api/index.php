<?php
// Everything below /api/. In Apache: `FallbackResource /api/index.php`; in nginx: `try_files $uri /api/index.php?$args;`
require __DIR__ . '/../../clerk.php';

clerk_cors();
if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) !== '/api/orders') {
    clerk_answer(404, ['error' => 'not found']);
}

$claims = clerk_require_session();
// In your application: from a database, by the session's user.
$orders = ['Anvil'];
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $orders[] = (string) ($_POST['item'] ?? '');
}
clerk_answer($_SERVER['REQUEST_METHOD'] === 'POST' ? 201 : 200, [
    'user' => $claims['sub'], 'session' => $claims['sid'], 'orders' => $orders,
]);
