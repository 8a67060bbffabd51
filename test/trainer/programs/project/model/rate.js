export const rate = 0.05;
