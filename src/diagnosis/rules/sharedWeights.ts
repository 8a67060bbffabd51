/**
 * One matrix of weights is used in two layers that follow each other, where two were meant.
 *
 * Evidence: exactly two products with the same trained variable in one forward pass, the second behind the first, from two
 * places of the program (or one layer object applied twice), neither transposed.
 * Silent: for loops (the same op line again and again, three uses and more: recurrence), towers side by side (siamese), and tied
 * weights (one of the two is transposed).
 */
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import type { Rule } from '../rule.js';
import { ancestors, weightOps } from '../weightOps.js';

export const sharedWeights: Rule = {
  name: 'weights-used-twice',
  family: 'shared-weights',
  when: ['probe'],
  thresholds: {},
  examine({ programs, payload }) {
    const probe = programs[0];
    if (!probe) return [];
    const ops = weightOps(probe.graph);
    const said = new Set<string>();
    return payload.variables.flatMap((info, row) => {
      const uses = ops.filter(({ variable }) => variable === row);
      if (uses.length !== 2 || uses[0]!.transposed !== uses[1]!.transposed) return [];
      const [first, second] = uses as [(typeof uses)[0], (typeof uses)[0]];
      if (!ancestors(probe.graph, second.input).has(first.output)) return [];
      const [a, b] = [first.op.source, second.op.source];
      const sameLine = a?.line === b?.line && a?.file === b?.file;
      // A helper called from two lines is two places; one line run twice is a loop, unless it is a layer's.
      const called = a?.caller && b?.caller && a.caller.line !== b.caller.line;
      if (sameLine && !called && !a?.layer) return [];
      const name = info.layer ?? info.name;
      if (said.has(name)) return [];
      said.add(name);
      return diagnosed({
        ...{ subject: name, severity: 'warning', since: probe.step, layer: info.layer, variable: info.name },
        place: probe.applications.get(row)?.[1] ?? opPlace(second.op),
        message: `${name} is used twice, one behind the other: both places share one set of weights`,
        evidence: { variable: info.name, uses: 2 },
        advice: 'Give the second place weights of its own.',
      });
    });
  },
};
