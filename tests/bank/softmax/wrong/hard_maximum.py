# expect: 1 for the largest score and 0 for the others
import numpy as np


def my_softmax(logits, axis):
    result = np.zeros(np.shape(logits))
    top = np.expand_dims(np.argmax(logits, axis), axis)
    np.put_along_axis(result, top, 1.0, axis)
    return result
