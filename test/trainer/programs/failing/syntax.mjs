// A mistake on line 4.
import * as tf from "@tensorflow/tfjs";

const weight = = tf.scalar(1);
