import { App, HtmlScreen, Route } from 'senna';

const app = new App();
app.setFormSelector('#nav form');
app.addSurfaces('main');
app.addRoutes(new Route(/.*/, HtmlScreen));
