const { Swup, SwupFormsPlugin } = window;

new Swup({
  containers: ['#main'],
  animationSelector: false,
  linkSelector: '#nav a',
  plugins: [new SwupFormsPlugin({ formSelector: '#nav form' })],
});
