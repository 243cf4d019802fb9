import { Core } from '@unseenco/taxi';

new Core({ links: '#nav a' });
