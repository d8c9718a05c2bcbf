# expect: That is the divergence, in nats
import math

my_bits = math.log(6 / 4)
