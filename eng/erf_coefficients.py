#!/usr/bin/env python3
"""Makes the polynomial coefficients of Elementary.Erf, with 60-digit decimals and nothing but the standard library.

  |x| < 1:  erf(x) = x * P(x^2)
  |x| >= 1: erf(x) = sign(x) * (1 - exp(-x^2) * Q(t)),  t = (y - 3) / (y + 1),  y = min(|x|, 6.5)

P and Q are interpolated at Chebyshev points and rewritten in powers; the worst error over a fine grid is printed beside them.
"""
from decimal import Decimal as D, getcontext
import math

getcontext().prec = 60
PI = D("3.14159265358979323846264338327950288419716939937510582097494")


def erf(x):
    """The series 2/sqrt(pi) * exp(-x^2) * sum 2^n x^(2n+1) / (2n+1)!!, whose terms are all positive."""
    term, total, n = x, x, 0
    while term > total * D(10) ** -58:
        n += 1
        term = term * 2 * x * x / (2 * n + 1)
        total += term
    return 2 / PI.sqrt() * (-x * x).exp() * total


def interpolate(f, low, high, degree):
    """Coefficients, lowest power first, of the polynomial through the Chebyshev points (Newton's form, expanded)."""
    points = [D((low + high) / 2) + D((high - low) / 2) * D(math.cos(math.pi * (2 * i + 1) / (2 * degree + 2))) for i in range(degree + 1)]
    table = [f(p) for p in points]
    for k in range(1, degree + 1):
        for i in range(degree, k - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (points[i] - points[i - k])
    poly = [D(0)]
    for i in range(degree, -1, -1):
        poly = [D(0)] + poly
        for j in range(len(poly) - 1):
            poly[j] -= points[i] * poly[j + 1]
        poly[0] += table[i]
    return poly[: degree + 1]


def value(poly, x):
    total = D(0)
    for c in reversed(poly):
        total = total * x + c
    return total


def show(name, f, low, high, degree):
    poly = interpolate(f, low, high, degree)
    grid = [D(low) + (D(high) - D(low)) * i / 400 for i in range(401)]
    worst = max(abs(value(poly, x) - f(x)) / abs(f(x)) for x in grid)
    print(f"{name}, degree {degree}, worst relative error {float(worst):.2e}")
    for c in reversed(poly):
        print(f"    {float(c)!r}")


def near(u):
    return erf(u.sqrt()) / u.sqrt() if u > 0 else 2 / PI.sqrt()


def far(t):
    y = (3 + t) / (1 - t)
    return (1 - erf(y)) * (y * y).exp()


if __name__ == "__main__":
    for degree_near, degree_far in ((6, 8), (11, 19)):
        show("P(x^2) on [0, 1]", near, 0.0, 1.0, degree_near)
        show("Q(t) on y in [1, 6.5]", far, -1.0, (6.5 - 3) / (6.5 + 1), degree_far)
