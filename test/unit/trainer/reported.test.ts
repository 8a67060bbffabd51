import assert from 'node:assert/strict';
import { METRIC_HOOK, type MetricHook } from '../../../src/protocol/library.js';
import { reported } from '../../../src/trainer/tune/reported.js';

describe('what a tuned program reports', () => {
  const holder = globalThis as { [METRIC_HOOK]?: MetricHook };
  after(() => void Reflect.deleteProperty(holder, METRIC_HOOK));

  it('is the last value of each name, by fit and by gradlens.metric', () => {
    const values = reported();
    values.addAll(['loss', 'acc'], [0.5, 0.8]);
    values.addAll(['loss', 'acc'], [0.6, 0.7], 'val_');
    holder[METRIC_HOOK]!('val_loss', 0.4);
    assert.deepEqual([values.validation('loss'), values.training('loss')], [0.4, 0.5]);
    assert.deepEqual([values.validation('accuracy'), values.training('accuracy')], [0.7, 0.8]);
    assert.deepEqual(values.names(), ['loss', 'acc', 'val_loss', 'val_acc']);
  });

  it('takes a metric without a validation for one, but not the loss', () => {
    const values = reported();
    values.add('loss', 1);
    values.add('score', 3);
    assert.deepEqual([values.validation('score'), values.training('score')], [3, undefined]);
    assert.equal(values.validation('loss'), undefined);
  });
});
