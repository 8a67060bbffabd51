/** Information cards of the curvature panel. */
import { html } from 'lit';
import type { About } from '../../ui/info.js';

export const trackAbout: About = {
  title: 'λ₁, the largest Hessian eigenvalue',
  term: 'Curvature track',
  what:
    'How sharply the loss curves along its steepest direction, at the weights after this step. The thin line is measured ' +
    'on few samples; the points on all recorded sub-batches. Two errors are kept apart: the residual is of the ' +
    'arithmetic, and bounds the distance to an eigenvalue; the bracket is of the sample, and says between what λ₁ of ' +
    'all the data lies.',
  formula: html`λ<sub>1</sub> = max<sub>‖v‖=1</sub> vᵀ∇²L(w) v,&ensp; residual ‖Hv − θv‖`,
  usual:
    'Rises early, then settles near the limit of the optimizer: 2/rate for SGD. On few samples it reads 1.1 to 5 times ' +
    'too high; the bracket says by how much.',
  ifNot:
    'Above the limit and the loss rising: lower the rate, or warm up. Above the limit and the loss falling: noise of ' +
    'the batches; watch the bracket.',
};

export const ratioAbout: About = {
  title: 'λ₁ over the limit of the optimizer',
  term: 'Curvature over the limit',
  what:
    'The limit is the curvature above which the optimizer in use no longer settles: its steps overshoot more each time. ' +
    'For optimizers with a preconditioner P it holds for λ₁ of P^-½HP^-½. What is claimed uses the bracket: above only ' +
    'where its lower end is above, below only where its upper end is below and the check started cold.',
  formula: html`SGD 2/η,&ensp; momentum 2(1+β)/η,&ensp; Adam 2(1+β<sub>1</sub>)/((1−β<sub>1</sub>)η)`,
  usual: 'Rises to about 1 and stays there, with mini-batches somewhat below.',
  ifNot: 'Far above 1: the rate is too high for these weights. Far below 1 to the end: a higher rate would also do.',
};

export const spectrumAbout: About = {
  title: 'Spectral density of the Hessian',
  term: 'Curvature spectrum',
  what:
    'How many eigenvalues lie where, as a density of unit mass, by stochastic Lanczos quadrature. The line is the mean ' +
    'over random probes, the band one standard deviation over them. Marks at the foot are eigenvalues known one by one.',
  formula: html`φ(t) = (1/n) Σ<sub>i</sub> N(t; λ<sub>i</sub>, σ²)`,
  usual: 'Most of the mass at zero, few large eigenvalues, about one for each class; a little below zero.',
  ifNot:
    'Much below zero: far from a minimum, or at a saddle. One eigenvalue far from all others: a scale that one layer ' +
    'has and the others have not; normalize, or see λ by layer.',
};

export const eigenvaluesAbout: About = {
  title: 'Largest and smallest eigenvalues',
  term: 'Curvature eigenvalues',
  what:
    'Algebraically largest and smallest, each with the residual of its vector. Where the gradient was at hand, how far ' +
    'it points along each of the first vectors.',
  formula: html`‖Hv − θv‖,&ensp; |cos| = |gᵀv| / (‖g‖ ‖v‖)`,
  usual: 'Residuals far below the differences of the values; the gradient lies mostly in the first few directions.',
  ifNot:
    'A residual as large as a difference: the two cannot be told apart. |cos| near 1 with the first: the step goes back ' +
    'and forth across a valley.',
};

export const layersAbout: About = {
  title: 'λ₁ by layer',
  term: 'Curvature by layer',
  what:
    'λ₁ of each layer’s own block of the Hessian: the curvature when this layer alone moves. None exceeds λ₁ of the ' +
    'whole model, the dashed line.',
  formula: html`λ<sub>1</sub>(H<sub>ll</sub>) ≤ λ<sub>1</sub>(H)`,
  usual: 'Within a factor of ten of each other; the last layer is often the sharpest.',
  ifNot: 'One layer is the sharpness of the whole: a smaller rate for it, or normalization before it.',
};

export const alphaAbout: About = {
  title: 'Where the updates land (α)',
  term: 'Curvature alpha',
  what:
    'Each update moves along one direction, in which the loss is nearly a parabola. α says where on it the step ended, ' +
    'after Cockpit: −1 where it started, 0 in the minimum, 1 as high on the other side.',
  formula: 'the parabola through both ends, scaled to x²',
  usual: 'Between −1 and 0.5; mini-batches scatter it.',
  ifNot: 'Above 1 again and again: each step lands higher than it started; lower the rate. At −1: the rate is tiny.',
};

export const updateAbout: About = {
  title: 'The update on the loss’s parabola',
  term: 'Curvature update',
  what:
    'What the step’s own update does to the loss of the probe batch: as the gradient and the Hessian predict, and as it ' +
    'was. α is where the update lands on the parabola through both ends.',
  formula: html`ΔL ≈ gᵀΔθ + ½ ΔθᵀHΔθ`,
  usual:
    'α between −1 and 0.5: short of the minimum, or a little beyond. Prediction and reality agree to a few percent.',
  ifNot:
    'α above 1: the loss is higher after the step than before it, lower the rate. Near −1: the steps are short, a higher ' +
    'rate would be faster. Prediction far off: the step leaves the region where the loss is a parabola.',
};

export const hessianAbout: About = {
  title: 'The Hessian, entry by entry',
  term: 'Curvature Hessian',
  what:
    'Sizes of all second derivatives on a logarithmic scale, rows and columns in the order of the variables, with lines ' +
    'between layers. A pixel shows the largest of the entries that it covers; what is exactly zero is left empty.',
  formula: html`H<sub>ij</sub> = ∂²L / ∂w<sub>i</sub>∂w<sub>j</sub>`,
  usual: 'Blocks on the diagonal are the largest, the last layer above all; units that are dead are empty rows.',
  ifNot: 'Large blocks beside the diagonal: these layers undo each other’s steps.',
};

export const verifyAbout: About = {
  title: 'Verified in float64',
  term: 'Curvature verified',
  what: 'The recorded loss of this step, run again with numbers of twice the length: each number beside itself.',
  formula: '|value − float64| / |float64|',
  usual: 'Below 1e-5 for the loss, gradient norms and products; of λ₁ about its residual.',
  ifNot: 'Larger: the loss loses digits, often by subtracting large numbers; look at log and exp in it.',
};

export const newtonAbout: About = {
  title: 'The Newton step',
  term: 'Curvature Newton step',
  what:
    'The step that would end in the minimum if the loss were a parabola, damped by μ, by conjugate gradients on ' +
    'Hessian-vector products. It is not taken: only its effect on the loss of the probe batch is measured.',
  formula: '(H + μI)⁻¹ g',
  usual: 'Near a minimum actual and predicted decrease agree, and a few steps suffice.',
  ifNot: 'Negative curvature, or a decrease that does not come: the loss is no parabola here; more damping.',
};
