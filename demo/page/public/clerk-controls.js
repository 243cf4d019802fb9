// Clerk's part of the page: accounts, organizations, sign-out and sign-in, with ClerkJS 4, 5 and 6.
// For tests: select#organization, body[data-clerk="ready"], body[data-account] = first name or "", button[data-switch="Ada"],
// button[data-sign-in="Ada"], #sign-out (all accounts), #sign-out-one (the active one of several)
window.addEventListener('load', async () => {
  var box = document.getElementById('accounts');
  var note = document.getElementById('clerk-note');
  var isStandIn = document.body.dataset.instance === 'stand-in';
  if (!window.Clerk) {
    box.textContent = note.textContent = 'ClerkJS did not load';
    return;
  }
  try {
    await Clerk.load(isStandIn ? { telemetry: false } : {});
  } catch (error) {
    box.textContent = 'Clerk did not start';
    note.textContent = 'Clerk: ' + error.message;
    return;
  }
  note.textContent =
    'ClerkJS ' +
    Clerk.version +
    ' was ready after ' +
    (performance.now() / 1000).toFixed(2) +
    ' s' +
    '. ' +
    (document.body.dataset.shim !== 'on'
      ? ''
      : document.querySelector('#calls [data-why="cookie"]')
        ? "The page's first calls left before, with the session of Clerk's cookie."
        : "Until then, clerk-ajax held the page's first calls. Reload the page: then they leave at once, with the session of Clerk's cookie.");

  function callAgain() {
    document.getElementById('again').click();
  }

  function switchTo(session) {
    return () => Clerk.setActive({ session: session }).then(callAgain);
  }

  function chooseOrganization(event) {
    Clerk.setActive({ organization: event.target.value || null }).then(callAgain, report);
  }

  function report(error) {
    note.textContent = 'Clerk: ' + error.message;
  }

  function signIn(email) {
    return async () => {
      var attempt = await Clerk.client.signIn.create({ identifier: email, password: 'any will do here' });
      await Clerk.setActive({ session: attempt.createdSessionId });
      callAgain();
    };
  }

  function reload() {
    location.reload();
  }

  // ClerkJS 4 takes a callback, later versions a URL.
  function signOut(options) {
    return /^4/.test(Clerk.version)
      ? Clerk.signOut(reload, options)
      : Clerk.signOut({ redirectUrl: location.href, ...options });
  }

  // The buttons to show, as [text, action, attributes].
  function wanted() {
    var active = Clerk.session;
    var sessions = Clerk.client.sessions;
    var list = sessions.map(({ id, user }) => [
      user.fullName || user.id,
      switchTo(id),
      { 'data-switch': user.firstName || user.id, 'aria-pressed': !!active && id === active.id },
    ]);
    if (isStandIn) {
      [
        ['Ada', 'ada@example.com'],
        ['Grace', 'grace@example.com'],
      ].forEach(([name, email]) => {
        if (!sessions.some(({ user }) => user.firstName === name)) {
          list.push(['Sign in as ' + name, signIn(email), { 'data-sign-in': name }]);
        }
      });
    } else if (!active) {
      list.push(['Sign in', () => Clerk.redirectToSignIn({ redirectUrl: location.href }), { 'data-sign-in': '' }]);
    }
    if (active && sessions.length > 1) {
      list.push(['Sign out', () => signOut({ sessionId: active.id }), { id: 'sign-out-one' }]);
      list.push(['Sign out of all', () => signOut(), { id: 'sign-out' }]);
    } else if (active) list.push(['Sign out', () => signOut(), { id: 'sign-out' }]);
    return list;
  }

  // The active organization, and those that the user can choose, as [ID, name].
  function organizations() {
    var memberships = (Clerk.user && Clerk.user.organizationMemberships) || [];
    var options = memberships.map(({ organization }) => [organization.id, organization.name]);
    return { active: (Clerk.organization && Clerk.organization.id) || '', options };
  }

  function showOrganizations({ active, options }) {
    if (!options.length) return;
    var select = document.createElement('select');
    select.id = 'organization';
    select.className = 'btn btn-account';
    select.setAttribute('aria-label', 'Organization');
    [['', 'No organization']].concat(options).forEach(([id, name]) => {
      select.add(new Option(name, id, false, id === active));
    });
    select.onchange = chooseOrganization;
    box.appendChild(select);
  }

  var shown = '';
  function show() {
    if (Clerk.session === undefined) return;
    var buttons = wanted();
    // Clerk emits every few seconds. Unchanged buttons stay, so that they keep their focus and a click that has begun.
    var key = JSON.stringify([buttons, organizations(), Clerk.client.sessions.map(({ id }) => id)]);
    if (key !== shown) {
      shown = key;
      box.textContent = '';
      buttons.forEach(([text, action, attributes]) => {
        var element = document.createElement('button');
        element.className = 'btn btn-account';
        element.textContent = text;
        for (var name in attributes) element.setAttribute(name, attributes[name]);
        element.onclick = async () => {
          try {
            await action();
          } catch (error) {
            report(error);
          }
        };
        box.appendChild(element);
      });
      showOrganizations(organizations());
    }
    document.body.dataset.account = Clerk.user ? Clerk.user.firstName || Clerk.user.id : '';
    document.body.dataset.clerk = 'ready';
  }

  Clerk.addListener(show);
  show();
});
