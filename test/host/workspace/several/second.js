import { fitting } from './fitting.js';

fitting('second');
