# expect: This is what the true class keeps under
my_eps = 1 - 0.1 + 0.1 / 8
