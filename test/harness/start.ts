// The last module of the bundle.
mocha.run();
