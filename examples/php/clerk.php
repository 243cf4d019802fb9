<?php
// What a PHP backend needs for calls with Clerk session tokens: CORS, and a check of the token with PHP's openssl.

define('CLERK_JWT_KEY', (string) getenv('CLERK_JWT_KEY'));

// The origins whose pages may call. A token's `azp` is the origin that it was issued for.
define('CLERK_AUTHORIZED_PARTIES', preg_split(
    '/[\s,]+/', getenv('CLERK_AUTHORIZED_PARTIES') ?: 'http://localhost:8000', -1, PREG_SPLIT_NO_EMPTY
));

// The allowed clock skew between Clerk and this server, in seconds.
define('CLERK_LEEWAY', 5);

// Call it before everything else, because error responses need these headers, too: without them the page cannot read the status.
function clerk_cors()
{
    $origin = $_SERVER['HTTP_ORIGIN'] ?? '';
    // Otherwise a cache may serve one origin's response to another, or one account's to the next.
    header('Vary: Origin', false);
    header('Cache-Control: no-store');
    if (in_array($origin, CLERK_AUTHORIZED_PARTIES, true)) {
        header("Access-Control-Allow-Origin: $origin");
        header('Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE');
        header('Access-Control-Allow-Headers: Authorization, Content-Type, Last-Event-ID');
        header('Access-Control-Expose-Headers: X-Clerk-Auth-Reason, X-Clerk-Auth-Message');
        header('Access-Control-Max-Age: 600');
    }
    // A preflight never carries a token.
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        http_response_code(204);
        exit;
    }
}

/** Returns the claims of the call's session token, or answers 401 with the reason and exits. */
function clerk_require_session()
{
    if (CLERK_JWT_KEY === '') {
        error_log('Set CLERK_JWT_KEY to the PEM public key of your Clerk instance');
        clerk_answer(500, ['error' => 'internal error']);
    }
    // Apache does not pass the header to PHP (CGI, FPM) without `CGIPassAuth On`, and renames it in rewritten requests.
    $header = $_SERVER['HTTP_AUTHORIZATION'] ?? $_SERVER['REDIRECT_HTTP_AUTHORIZATION'] ?? '';
    if (!preg_match('/^Bearer +(\S+)$/i', $header, $match)) {
        clerk_refuse('session-token-missing', 'The Authorization header has no session token.');
    }
    $parts = explode('.', $match[1]);
    if (count($parts) !== 3) {
        clerk_refuse('token-invalid', 'This is not a JWT.');
    }
    $head = json_decode((string) clerk_base64url($parts[0]), true);
    $claims = json_decode((string) clerk_base64url($parts[1]), true);
    // Only this algorithm, whatever the token says: not "none", and not HMAC with the public key as the secret.
    if (!is_array($head) || ($head['alg'] ?? '') !== 'RS256') {
        clerk_refuse('token-invalid-algorithm', 'The token is not signed with RS256.');
    }
    $signature = (string) clerk_base64url($parts[2]);
    if (openssl_verify("$parts[0].$parts[1]", $signature, CLERK_JWT_KEY, OPENSSL_ALGO_SHA256) !== 1) {
        clerk_refuse('token-invalid-signature', 'The token was not signed with the key of this instance.');
    }
    clerk_check_claims(is_array($claims) ? $claims : []);
    return $claims;
}

function clerk_check_claims(array $claims)
{
    foreach (['exp' => 'is_int', 'nbf' => 'is_int', 'sub' => 'is_string', 'sid' => 'is_string'] as $name => $is) {
        if (!isset($claims[$name]) || !$is($claims[$name])) {
            clerk_refuse('token-invalid', "The token has no $name: it is not a session token.");
        }
    }
    if ($claims['exp'] <= time() - CLERK_LEEWAY) {
        clerk_refuse('token-expired', 'The token has expired.');
    }
    if ($claims['nbf'] > time() + CLERK_LEEWAY) {
        clerk_refuse('token-not-active-yet', 'The token is not valid yet: compare the clocks.');
    }
    if (!in_array($claims['azp'] ?? null, CLERK_AUTHORIZED_PARTIES, true)) {
        clerk_refuse('token-invalid-authorized-parties', 'The token was issued for a page that may not call.');
    }
    if (($claims['sts'] ?? 'active') === 'pending') {
        clerk_refuse('session-pending', 'The user has not finished signing in.');
    }
}

function clerk_base64url($text)
{
    return base64_decode(strtr($text, '-_', '+/'), true);
}

function clerk_refuse($reason, $message)
{
    header('WWW-Authenticate: Bearer');
    header("X-Clerk-Auth-Reason: $reason");
    header("X-Clerk-Auth-Message: $message");
    clerk_answer(401, ['error' => 'unauthorized', 'reason' => $reason, 'message' => $message]);
}

/** Answers with JSON and exits. */
function clerk_answer($status, array $data)
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($data);
    exit;
}
