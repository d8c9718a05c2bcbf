# expect: with two classes
my_start = 0.69
