// What a program may import from the package, and the file in dist/ that it is bundled to; package.json's `exports` names them.
export const libraryEntries = [
  { name: 'library', source: 'src/library/main.ts', external: [] },
  { name: 'curvature', source: 'src/library/curvature.ts', external: ['@tensorflow/tfjs-core'] },
  { name: 'autodiff', source: 'src/library/autodiff.ts', external: ['@tensorflow/tfjs-core'] },
  { name: 'regularizers', source: 'src/library/regularizers.ts', external: ['@tensorflow/tfjs-core'] },
];
