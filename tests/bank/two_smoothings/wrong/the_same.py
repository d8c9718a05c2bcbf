# expect: gives a part of its share back
my_eps = 0.1
