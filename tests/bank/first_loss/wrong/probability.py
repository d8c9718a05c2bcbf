# expect: That is a probability
my_start = 1 / 10
