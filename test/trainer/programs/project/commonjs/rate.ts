export const rate: number = 0.1;
