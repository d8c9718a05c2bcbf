# expect: These are nats
my_bits = 1.79
