/**
 * A variable with random weights takes part in the loss, and nothing trains it: left out of the list of variables, or frozen by
 * mistake.
 *
 * Evidence: a Variable of two dimensions or more in the forward pass that is no variable of the training and of no
 * other training of the process, to which nothing was ever assigned, and whose values vary around zero as initial weights do
 * (|mean| below half a standard deviation).
 * Silent: before the end of the program; where weights were loaded or trained before (a frozen base in fine-tuning, a target
 * network); for frozen variables outside of layers whose line does not draw random numbers (features on purpose).
 */
import { diagnosed } from '../finding.js';
import type { Rule } from '../rule.js';
import { listPlace } from '../sourcePlace.js';

export const untrainedVariable: Rule = {
  name: 'variable-not-trained',
  family: 'no-gradient',
  when: ['end'],
  thresholds: { size: 4 },
  examine(evidence, { size }) {
    const { programs, trainedElsewhere } = evidence;
    const [first, last] = [programs[0], programs.at(-1)];
    if (!first || !last) return [];
    const seen = new Set<string>();
    return first.untrained.flatMap((variable) => {
      const { name, layer, reading, file, line } = variable;
      const now = last.untrained.find((other) => other.name === name);
      if (!now || now.assigned || trainedElsewhere.has(name) || reading.size < size!) return [];
      if (variable.shape.length < 2) return [];
      if (!(reading.std > 0) || Math.abs(reading.mean) > reading.std / 2) return [];
      const text = file !== null && line !== null ? evidence.source(file)?.split('\n')[line - 1] : undefined;
      if (!now.trainable && layer === null && !/random|normal|uniform|truncated/i.test(text ?? '')) return [];
      if (seen.has(layer ?? name)) return [];
      seen.add(layer ?? name);
      const why = now.trainable ? 'it is not in the list of variables' : 'it is frozen';
      return [
        diagnosed({
          ...{ subject: layer ?? name, severity: 'warning', since: first.step, layer, variable: name },
          option: /trainable/,
          place:
            (now.trainable ? listPlace(evidence) : null) ?? (file !== null && line !== null ? { file, line } : null),
          message: `${layer ?? name} keeps its random initial weights: ${why}, and nothing was ever assigned to it`,
          evidence: { variable: name, trainable: now.trainable, mean: reading.mean, std: reading.std },
          advice: now.trainable
            ? 'Add it to the variables that the optimizer is given.'
            : 'Set trainable to true, or load trained weights into it.',
        }),
      ];
    });
  },
};
