# expect: A difference over a step of 0.01 to either side
from celoss.gradients import cross_entropy_gradient


def my_hvp(logits, vector):
    target = [0] * len(logits)
    up, down = (
        cross_entropy_gradient(logits + h * vector, logits.argmax(axis=1) * 0 + target, reduction="sum")
        for h in (1e-2, -1e-2)
    )
    return (up - down) / 2e-2
