my_writes = dict(probabilities=4.0, both=6.0, smoothing=4.0, weight=3.0, none=3.0, plain=3.0)
