/** Remembers a function's newest result: the same arguments give the same object. */
export function newest<A extends unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let known: { args: A; result: R } | null = null;
  return (...args) => {
    if (!known || known.args.length !== args.length || known.args.some((arg, i) => !Object.is(arg, args[i])))
      known = { args, result: make(...args) };
    return known.result;
  };
}
