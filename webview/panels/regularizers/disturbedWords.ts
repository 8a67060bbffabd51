/** Cards of the charts of an adaptive λ and of disturbed inputs. */
import type { About } from '../../ui/info.js';

export const lambdaAbout: About = {
  title: 'Adaptive λ',
  term: 'Adaptive lambda',
  what:
    'The λ that adaptiveLambda of gradlens/regularizers has set after each step. It follows the one-step hypergradient: how the loss of validation data ' +
    'after a step hangs on the λ of that step.',
  formula: 'dL_val(w′)/dλ = −η ∇L_val(w′) · ∇R(w)',
  usual: 'A move of orders of magnitude at first, then a slow drift.',
  ifNot:
    'At an end of its range: widen min and max, or the penalty does not help at all. Up and down without end: a lower rate, or more validation data. It looks one step ' +
    'ahead only: for the λ of a whole training use Tune λ here.',
};

export const robustnessAbout: About = {
  title: 'Robustness of the inputs',
  what:
    'The loss of the same samples at inputs that are not quite theirs: with normal noise of standard deviation ε on each input, and after ' +
    'one step of size ε in each input the way that raises the loss most (fast gradient sign). ε is in units of the inputs, at 1, 3, 10 and 30 % of their root mean square. ' +
    'The dotted line is the loss at the inputs as they are.',
  formula: 'L(x + εn), n normal;  L(x + ε sign(∂L/∂x))',
  usual:
    'Flat to the left. Noise does less than the step, which is aimed. Both rise later where a Jacobian penalty was used.',
  ifNot:
    'Steep at small ε: what the model has learned hangs on details of the inputs; a Jacobian penalty or noise on the inputs helps.',
};
