import { StandardScaler } from './preparation.js';

const scaler = new StandardScaler();
scaler.fit([1, 2, 3], { axis: 0 });
