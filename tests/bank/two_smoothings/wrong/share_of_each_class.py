# expect: what each other class gets in the paper
my_eps = 0.1 / 7
