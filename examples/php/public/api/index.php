<?php
// Everything below /api/, such as /api/orders. In Apache: `FallbackResource /api/index.php` for this directory.
require __DIR__ . '/../../clerk.php';

clerk_cors();
if (($_SERVER['PATH_INFO'] ?? '') !== '/orders') {
    clerk_answer(404, ['error' => 'not found']);
}

$claims = clerk_require_session();
// Yours come from a database, by the user of the session.
$orders = ['Anvil'];
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $orders[] = (string) ($_POST['item'] ?? '');
}
clerk_answer($_SERVER['REQUEST_METHOD'] === 'POST' ? 201 : 200, [
    'user' => $claims['sub'], 'session' => $claims['sid'], 'orders' => $orders,
]);
