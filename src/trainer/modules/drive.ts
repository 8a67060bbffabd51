/** Runs a rule (a generator that yields questions to Node) to its end. */

export function driveSync<Q, A>(rule: Generator<Q, A, A>, ask: (question: Q) => A): A {
  let step = rule.next();
  while (!step.done) {
    let answer: A;
    try {
      answer = ask(step.value);
    } catch (error) {
      step = rule.throw(error);
      continue;
    }
    step = rule.next(answer);
  }
  return step.value;
}

export async function driveAsync<Q, A>(rule: Generator<Q, A, A>, ask: (question: Q) => A | Promise<A>): Promise<A> {
  let step = rule.next();
  while (!step.done) {
    let answer: A;
    try {
      answer = await ask(step.value);
    } catch (error) {
      step = rule.throw(error);
      continue;
    }
    step = rule.next(answer);
  }
  return step.value;
}
