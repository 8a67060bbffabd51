export const start: number = 3;
