// The part of the page that is Clerk's: which account, sign-out, sign-in. It drives ClerkJS 4, 5 and 6 and nothing else.
// For tests: body[data-clerk="ready"], body[data-account] = first name or "", button[data-switch="Ada"],
// button[data-sign-in="Ada"], #sign-out
window.addEventListener('load', async () => {
  var box = document.getElementById('accounts');
  if (!window.Clerk) {
    box.textContent = 'ClerkJS did not load';
    return;
  }
  await Clerk.load();

  function button(text, action, attribute, value) {
    var element = document.createElement('button');
    element.className = 'btn btn-account';
    element.textContent = text;
    if (attribute) element.setAttribute(attribute, value);
    element.onclick = action;
    box.appendChild(element);
    return element;
  }

  function switchTo(session) {
    return async () => {
      await Clerk.setActive({ session: session });
      document.getElementById('again').click();
    };
  }

  function signIn(email) {
    return async () => {
      var attempt = await Clerk.client.signIn.create({ identifier: email, password: 'any will do here' });
      await Clerk.setActive({ session: attempt.createdSessionId });
      document.getElementById('again').click();
    };
  }

  function signOut() {
    // ClerkJS 4 takes a callback, later ones an address.
    Clerk.signOut(
      /^4/.test(Clerk.version)
        ? () => {
            location.reload();
          }
        : { redirectUrl: location.href },
    );
  }

  function show() {
    if (Clerk.session === undefined) return;
    box.textContent = '';
    Clerk.client.sessions.forEach((session) => {
      var user = session.user;
      var active = Clerk.session && session.id === Clerk.session.id;
      var element = button(user.firstName + ' ' + user.lastName, switchTo(session.id), 'data-switch', user.firstName);
      if (active) {
        element.className += ' btn-active';
        element.setAttribute('aria-pressed', 'true');
      }
    });
    [
      ['Ada', 'ada@example.com'],
      ['Grace', 'grace@example.com'],
    ].forEach(function (account) {
      if (!box.querySelector('[data-switch="' + account[0] + '"]')) {
        button('Sign in as ' + account[0], signIn(account[1]), 'data-sign-in', account[0]);
      }
    });
    if (Clerk.session) button('Sign out', signOut).id = 'sign-out';
    document.body.setAttribute('data-account', Clerk.user ? Clerk.user.firstName : '');
    document.body.setAttribute('data-clerk', 'ready');
  }

  Clerk.addListener(show);
  show();
});
