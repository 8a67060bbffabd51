import { textOf } from '../../../source/syntax.js';
import { fix, insert, replace, type Fix, type Site } from './fix.js';
import { isLibrary, methodOnLine } from './onLine.js';

const GUARDS = {
  Log: { method: /^log$/, title: 'Add {0} before the logarithm', small: '1e-7' },
  Sqrt: { method: /^sqrt$/, title: 'Add {0} before the root', small: '1e-8' },
} as const;

/** `a.log()` becomes `a.add(1e-7).log()`, `tf.log(a)` `tf.log(tf.add(a, 1e-7))`, where the op that was measured is that one. */
export function guardedInput(site: Site): Fix | null {
  const { kernel } = site.finding.evidence;
  const guard = typeof kernel === 'string' && Object.hasOwn(GUARDS, kernel) && GUARDS[kernel as keyof typeof GUARDS];
  const called = guard ? methodOnLine(site, guard.method) : null;
  if (!guard || !called) return null;
  const { source } = site;
  const { object, arguments: given } = called;
  if (!isLibrary(source, object))
    return given.length > 0 || /^Math$/.test(textOf(source, object))
      ? null
      : fix(guard.title, [guard.small], insert(object.to, `.add(${guard.small})`));
  const [value] = given;
  if (!value) return null;
  const added = `${textOf(source, object)}.add(${textOf(source, value)}, ${guard.small})`;
  return fix(guard.title, [guard.small], replace(value, added));
}
