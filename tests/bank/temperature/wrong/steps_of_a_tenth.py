# expect: is less than two percent off
from celoss import softmax


def my_temperature(logits, wanted):
    temperature = 1e-4
    while softmax(logits / temperature).max() > wanted:
        temperature *= 1.015
    return temperature
