/** The λ of a penalty: a number, or one that changes while the training runs. */
export type Strength = number | { readonly value: number };

export const strengthOf = (lambda: Strength): number => (typeof lambda === 'number' ? lambda : lambda.value);
