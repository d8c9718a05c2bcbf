from fractions import Fraction

C, eps = 8, Fraction(1, 10)
my_eps = eps / (1 - Fraction(1, C))
