import { fitting } from './fitting.js';

fitting('first');
