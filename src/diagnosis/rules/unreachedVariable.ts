/**
 * A variable is trained, and the loss does not depend on it: it gets no gradient.
 *
 * Evidence: no recorded program of the training has a path from the variable to the loss. Where values that depend on a
 * variable were read back (`arraySync`, `dataSync`) and tensors were made after it, that line is where the path ends.
 * Silent: where another training of the process trains the variable, where something was assigned to it (a target network, an
 * averaged copy), and before the training's second program.
 */
import { diagnosed } from '../finding.js';
import { variablePlace } from '../place.js';
import type { Evidence } from '../evidence.js';
import type { Diagnosed, Rule } from '../rule.js';
import { weightOps } from '../weightOps.js';

export const unreachedVariable: Rule = {
  name: 'variable-unreached',
  family: 'no-gradient',
  when: ['end'],
  thresholds: {},
  examine(evidence) {
    const { programs, payload, trainedElsewhere } = evidence;
    if (programs.length === 0) return [];
    const rows = payload.variables.flatMap(({ name }, row) => {
      const silent = trainedElsewhere.has(name) || programs[0]!.assigned.has(row);
      return silent || programs.some(({ graph }) => graph.reaches(row)) ? [] : [row];
    });
    if (rows.length === 0) return [];
    const names = rows.map((row) => payload.variables[row]!.name);
    const common = { severity: 'warning' as const, since: programs[0]!.step, variable: names[0]! };
    const read = programs[0]!.program.reads.find(({ source }) => source !== null)?.source;
    const detached = programs[0]!.program.leaves.some((leaf) => leaf.kind === 'data' && leaf.afterRead);
    if (detached) {
      return [
        diagnosed({
          ...common,
          place: read ?? variablePlace(payload, rows[0]!),
          message: `${names.join(', ')} ${names.length === 1 ? 'gets' : 'get'} no gradient: their values are read back as numbers and made into new tensors inside the loss function`,
          evidence: { variables: names, read: read ?? null },
          advice: 'Compute with tensors all the way: no arraySync or dataSync between the variable and the loss.',
        }),
      ];
    }
    return rows.map((row) => twice(evidence, row) ?? alone(evidence, row, common.since));
  },
};

function alone({ payload, programs }: Evidence, row: number, since: number): Diagnosed {
  const { name, layer } = payload.variables[row]!;
  return diagnosed({
    ...{ subject: name, severity: 'warning', since, layer, variable: name, place: variablePlace(payload, row) },
    message: `${name} is trained, but the loss does not depend on it: it never gets a gradient`,
    evidence: { variable: name, programs: programs.length },
    advice: 'Use it in the forward pass, or take it out of what is trained.',
  });
}

/** Another variable of the same shape does the work of two. */
function twice({ payload, programs }: Evidence, row: number): Diagnosed | null {
  const ops = weightOps(programs[0]!.graph);
  const { shape, name } = payload.variables[row]!;
  for (const [other, info] of payload.variables.entries()) {
    const uses = ops.filter(({ variable }) => variable === other);
    if (other === row || uses.length < 2 || shape.length < 2 || info.shape.join() !== shape.join()) continue;
    return diagnosed({
      ...{
        subject: name,
        severity: 'info',
        since: programs[0]!.step,
        variable: name,
        place: variablePlace(payload, row),
      },
      message: `${name} is not used; ${info.name}, of the same shape, is used ${uses.length} times`,
      evidence: { variable: name, used: info.name, uses: uses.length },
      advice: `Use ${name} in one of these places.`,
    });
  }
  return null;
}
