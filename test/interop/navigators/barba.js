window.barba.init({ transitions: [{ leave() {}, enter() {} }] });
