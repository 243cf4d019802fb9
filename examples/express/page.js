// A page of AngularJS, unchanged since before Clerk except for the first tag in its head.
const { CLERK_PUBLISHABLE_KEY = '', CLERK_PROXY_URL, API_ORIGIN = '' } = process.env;

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const proxy = CLERK_PROXY_URL ? `\n          data-clerk-proxy-url="${escapeHtml(CLERK_PROXY_URL)}"` : '';

module.exports = () => `<!DOCTYPE html>
<html lang="en" ng-app="orders" data-api="${escapeHtml(API_ORIGIN)}">
<head>
  <meta charset="utf-8">
  <title>Orders</title>
  <script src="/clerk-ajax.min.js"
          data-token-origins="${escapeHtml(API_ORIGIN || "'self'/api/")}"
          data-clerk-publishable-key="${escapeHtml(CLERK_PUBLISHABLE_KEY)}"${proxy}></script>
  <script src="/angular.min.js"></script>
  <script src="/orders.js"></script>
</head>
<body ng-controller="Orders as orders">
  <h1>Orders</h1>
  <p>The API answers: <b id="status">{{ orders.status }}</b> <b id="user">{{ orders.user }}</b></p>
  <ul id="orders"><li ng-repeat="order in orders.list track by $index">{{ order }}</li></ul>
  <form id="order" ng-submit="orders.add()">
    <input name="item" ng-model="orders.item"> <button>Order</button>
  </form>
  <button id="reload" ng-click="orders.load()">Reload</button>
  <button id="sign-in" ng-click="orders.clerk().redirectToSignIn()">Sign in</button>
  <button id="sign-out" ng-click="orders.clerk().signOut({ redirectUrl: '/' })">Sign out</button>
</body>
</html>
`;
