/** The bundled TypeScript compiler, in a file of its own: most programs never need it. */
export { transform } from 'sucrase';
