# expect: where the loss of the first model ends
my_start = -1
