from fractions import Fraction

third = Fraction(1, 3)
my_pair = [Fraction(1, 2), Fraction(1, 2), 0], [third, third, third]
