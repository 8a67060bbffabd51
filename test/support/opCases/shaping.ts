import { casesOf, separated, uniform, type OpCase } from './opCase.js';

export const shapingCases: OpCase[] = [
  ...casesOf('BatchToSpaceND', {
    '': [
      [uniform([4, 1, 2, 1], 1)],
      (core, [x]) =>
        core.batchToSpaceND(
          x!,
          [2, 2],
          [
            [0, 0],
            [0, 0],
          ],
        ),
    ],
    crops: [
      [uniform([4, 2, 2, 1], 1)],
      (core, [x]) =>
        core.batchToSpaceND(
          x!,
          [2, 2],
          [
            [1, 0],
            [0, 1],
          ],
        ),
    ],
  }),
  ...casesOf('BroadcastTo', {
    '': [[uniform([1, 3], 1)], (core, [x]) => core.broadcastTo(x!, [2, 3])],
    'to a higher rank': [[uniform([2], 1)], (core, [x]) => core.broadcastTo(x!, [2, 3, 2])],
  }),
  ...casesOf('Concat', {
    '': [[uniform([2, 3], 1), uniform([2, 2], 2)], (core, [a, b]) => core.concat([a!, b!], 1)],
    'first axis, one twice': [[uniform([2, 2], 1), uniform([1, 2], 2)], (core, [a, b]) => core.concat([a!, b!, a!], 0)],
  }),
  ...casesOf('DepthToSpace', {
    '': [[uniform([1, 1, 2, 8], 1)], (core, [x]) => core.depthToSpace(x as never, 2, 'NHWC')],
    'two images': [[uniform([2, 2, 1, 4], 1)], (core, [x]) => core.depthToSpace(x as never, 2, 'NHWC')],
  }),
  ...casesOf('Diag', { '': [[uniform([3], 1)], (core, [x]) => core.diag(x!)] }),
  ...casesOf('ExpandDims', { '': [[uniform([2, 3], 1)], (core, [x]) => core.expandDims(x!, 1)] }),
  ...casesOf('FlipLeftRight', {
    '': [[uniform([1, 2, 3, 1], 1)], (core, [x]) => core.image.flipLeftRight(x as never)],
  }),
  ...casesOf('Identity', { '': [[uniform([2, 3], 1)], (core, [x]) => core.clone(x!)] }),
  ...(['reflect', 'symmetric'] as const).flatMap((mode) =>
    casesOf('MirrorPad', {
      [mode]: [
        [uniform([3, 4], 1)],
        (core, [x]) =>
          core.mirrorPad(
            x!,
            [
              [1, 2],
              [0, 2],
            ],
            mode,
          ),
      ],
      [`${mode}, rank 3`]: [
        [uniform([2, 3, 2], 1)],
        (core, [x]) =>
          core.mirrorPad(
            x!,
            [
              [0, 1],
              [2, 1],
              [1, 0],
            ],
            mode,
          ),
      ],
    }),
  ),
  ...casesOf('OneHot', {
    '': [
      [uniform([3, 4], 1)],
      (core, [x]) => core.mul(core.cast(core.oneHot(core.tensor1d([0, 1, 2], 'int32'), 4), 'float32'), x!),
    ],
    'of an arg max': [
      [separated([2, 3], 1)],
      (core, [x]) => core.mul(core.cast(core.oneHot(core.argMax(x!, 1), 3), 'float32'), x!),
    ],
  }),
  ...casesOf('OnesLike', { '': [[uniform([2, 3], 1)], (core, [x]) => core.mul(core.onesLike(x!), x!)] }),
  ...casesOf('Pack', {
    '': [[uniform([3], 1), uniform([3], 2)], (core, [a, b]) => core.stack([a!, b!])],
    'last axis': [[uniform([2, 2], 1), uniform([2, 2], 2)], (core, [a, b]) => core.stack([a!, b!], 2)],
  }),
  ...casesOf('PadV2', {
    '': [
      [uniform([2, 3], 1)],
      (core, [x]) =>
        core.pad(x!, [
          [1, 1],
          [0, 2],
        ]),
    ],
    'with a constant': [[uniform([3], 1)], (core, [x]) => core.pad(x!, [[1, 2]], 0.5)],
  }),
  ...casesOf('Reshape', { '': [[uniform([2, 3], 1)], (core, [x]) => core.reshape(x!, [6])] }),
  ...casesOf('Reverse', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.reverse(x!, 0)],
    'all axes': [[uniform([2, 3], 1)], (core, [x]) => core.reverse(x!)],
  }),
  ...casesOf('Slice', {
    '': [[uniform([3, 3], 1)], (core, [x]) => core.slice(x!, [1, 0], [2, 2])],
    'to the end': [[uniform([2, 3], 1)], (core, [x]) => core.slice(x!, [0, 1], [-1, -1])],
  }),
  ...casesOf('SpaceToBatchND', {
    '': [
      [uniform([1, 2, 4, 1], 1)],
      (core, [x]) =>
        core.spaceToBatchND(
          x!,
          [2, 2],
          [
            [0, 0],
            [0, 0],
          ],
        ),
    ],
    paddings: [
      [uniform([1, 3, 2, 1], 1)],
      (core, [x]) =>
        core.spaceToBatchND(
          x!,
          [2, 2],
          [
            [1, 0],
            [0, 2],
          ],
        ),
    ],
  }),
  ...casesOf('SplitV', {
    '': [
      [uniform([2, 4], 1)],
      (core, [x]) => {
        const [a, b] = core.split(x!, 2, 1);
        return core.mul(a!, core.square(b!));
      },
    ],
    'unequal, one part unused': [
      [uniform([2, 6], 1)],
      (core, [x]) => {
        const [a, , c] = core.split(x!, [2, 1, 3], 1);
        return core.concat([core.square(a!), c!], 1);
      },
    ],
  }),
  ...casesOf('StridedSlice', {
    '': [[uniform([4, 3], 1)], (core, [x]) => core.stridedSlice(x!, [0, 0], [4, 3], [2, 2])],
    'negative stride': [[uniform([4], 1)], (core, [x]) => core.stridedSlice(x!, [3], [0], [-1])],
    'a shrunk axis': [
      [uniform([3, 3], 1)],
      (core, [x]) => core.stridedSlice(x!, [1, 0], [2, 3], [1, 1], 0, 0, 0, 0, 1),
    ],
  }),
  ...casesOf('Tile', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.tile(x!, [2, 1])],
    'rank 3': [[uniform([2, 1, 2], 1)], (core, [x]) => core.tile(x!, [2, 3, 2])],
    'rank 5': [[uniform([1, 2, 1, 1, 2], 1)], (core, [x]) => core.tile(x!, [2, 1, 2, 1, 2])],
  }),
  ...casesOf('Transpose', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.transpose(x!)],
    'rank 3': [[uniform([2, 3, 2], 1)], (core, [x]) => core.transpose(x!, [1, 2, 0])],
  }),
  ...casesOf('Unpack', {
    '': [
      [uniform([2, 3], 1)],
      (core, [x]) => {
        const [a, b] = core.unstack(x!);
        return core.mul(a!, core.square(b!));
      },
    ],
    'last axis': [
      [uniform([3, 2], 1)],
      (core, [x]) => {
        const [a, b] = core.unstack(x!, 1);
        return core.mul(a!, core.square(b!));
      },
    ],
  }),
  ...casesOf('ZerosLike', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.mul(core.add(core.zerosLike(x!), 2), x!)],
  }),
  ...casesOf('GatherV2', {
    '': [[uniform([4, 2], 1)], (core, [x]) => core.gather(x!, core.tensor1d([0, 2, 2, 1], 'int32'), 0)],
    'axis 1': [[uniform([2, 4], 1)], (core, [x]) => core.gather(x!, core.tensor1d([0, 3, 3], 'int32'), 1)],
    'indices of rank 2': [
      [uniform([4, 2], 1)],
      (core, [x]) =>
        core.gather(
          x!,
          core.tensor2d(
            [
              [0, 2],
              [2, 1],
            ],
            [2, 2],
            'int32',
          ),
        ),
    ],
    'one batch axis': [
      [uniform([2, 3], 1)],
      (core, [x]) =>
        core.gather(
          x!,
          core.tensor2d(
            [
              [0, 2],
              [1, 1],
            ],
            [2, 2],
            'int32',
          ),
          1,
          1,
        ),
    ],
    'indices from an arg max': [
      [separated([3, 2], 1)],
      (core, [x]) => core.gather(core.transpose(x!), core.argMax(x!, 1), 0),
    ],
  }),
  ...casesOf('GatherNd', {
    '': [
      [uniform([3, 3], 1)],
      (core, [x]) =>
        core.gatherND(
          x!,
          core.tensor2d(
            [
              [0, 1],
              [2, 2],
              [0, 1],
            ],
            [3, 2],
            'int32',
          ),
        ),
    ],
    'whole rows': [[uniform([3, 2], 1)], (core, [x]) => core.gatherND(x!, core.tensor2d([[2], [0]], [2, 1], 'int32'))],
  }),
  ...casesOf('ScatterNd', {
    '': [[uniform([2], 1)], (core, [x]) => core.scatterND(core.tensor2d([[1], [3]], [2, 1], 'int32'), x!, [5])],
    'rows, one twice': [
      [uniform([3, 2], 1)],
      (core, [x]) => core.scatterND(core.tensor2d([[1], [0], [1]], [3, 1], 'int32'), x!, [3, 2]),
    ],
  }),
  ...casesOf('TensorScatterUpdate', {
    '': [
      [uniform([4], 1), uniform([2], 2)],
      (core, [x, updates]) => core.tensorScatterUpdate(x!, core.tensor2d([[1], [3]], [2, 1], 'int32'), updates!),
    ],
  }),
  ...casesOf('TopK', {
    '': [[separated([2, 4], 1)], (core, [x]) => core.topk(x!, 2).values],
    'rank 1': [[separated([5], 1)], (core, [x]) => core.topk(x!, 3).values],
    'gathered by its indices': [
      [separated([4], 1)],
      (core, [x]) => core.gather(core.square(x!), core.topk(x!, 2).indices),
    ],
  }),
];
