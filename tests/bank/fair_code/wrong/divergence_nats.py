# expect: That is the divergence, in nats
my_bits = 0.405
