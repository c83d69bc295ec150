"""Writes solvers.json: minima that SciPy finds for small networks, in float64.

    /usr/bin/python3 solvers_reference.py [output file]

Every case is a network spec with its batch, the penalty l2 on the weights and the weights of the rows if there are any. Where the errors are
squared, scipy.optimize.least_squares (MINPACK's Levenberg-Marquardt) finds the minimum; L-BFGS-B finds it for all. A case is kept where the
solvers agree on the minimum to 1e-10, so that it is a minimum and not the place where one of them stopped. Gradients are by hand, and are
compared with central differences first.
"""
import json
import pathlib
import platform
import sys

import numpy as np
import scipy
from scipy.optimize import least_squares, minimize

ACTIVATIONS = {"identity": (lambda z: z, lambda z, a: np.ones_like(z)), "tanh": (np.tanh, lambda z, a: 1 - a * a),
               "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a)),
               "softplus": (lambda z: np.logaddexp(0, z), lambda z, a: 1 / (1 + np.exp(-z)))}
LOSSES = ["half-squared-error", "mean-squared-error", "binary-cross-entropy", "cross-entropy"]


class Problem:
    def __init__(self, sizes, activations, loss, x, t, l2=0.0, weights=None, biases="per-unit"):
        self.sizes, self.activations, self.loss, self.x, self.t, self.l2, self.biases = sizes, activations, loss, x, t, l2, biases
        w = np.ones(len(x)) if weights is None else np.array(weights)
        self.row_weights, self.share = weights, w / w.sum()

    def unpack(self, p):
        layers, at = [], 0
        for n, m in zip(self.sizes, self.sizes[1:]):
            w = p[at:at + n * m].reshape(m, n)
            at += n * m
            count = {"per-unit": m, "shared": 1, "frozen": 0}[self.biases]
            b = p[at:at + count] * np.ones(m) if count else np.zeros(m)
            at += count
            layers.append((w, b))
        assert at == len(p)
        return layers

    def forward(self, p):
        states, a = [], self.x
        for (w, b), name in zip(self.unpack(p), self.activations):
            z = a @ w.T + b
            states.append((a, z, ACTIVATIONS[name][0](z)))
            a = states[-1][2]
        return states

    def backward(self, p, states, delta):
        """Gradients for each row of delta, by the net inputs of the output: [rows, parameters]."""
        parts, layers = [], self.unpack(p)
        for l in reversed(range(len(layers))):
            a, z, _ = states[l]
            db = {"per-unit": delta, "shared": delta.sum(1, keepdims=True), "frozen": delta[:, :0]}[self.biases]
            parts += [db, (delta[:, :, None] * a[:, None, :]).reshape(len(delta), -1)]
            if l:
                slope = ACTIVATIONS[self.activations[l - 1]][1](states[l - 1][1], states[l - 1][2])
                delta = delta @ layers[l][0] * slope
        return np.concatenate(parts[::-1], 1)

    def penalised(self):
        """1 where a parameter is a weight."""
        marks = []
        for n, m in zip(self.sizes, self.sizes[1:]):
            marks += [1.0] * (n * m) + [0.0] * {"per-unit": m, "shared": 1, "frozen": 0}[self.biases]
        return np.array(marks)

    def value(self, p):
        states = self.forward(p)
        _, z, a = states[-1]
        k = self.sizes[-1]
        slope = ACTIVATIONS[self.activations[-1]][1](z, a)
        if self.loss == "half-squared-error":
            losses, delta = 0.5 * ((a - self.t) ** 2).sum(1), (a - self.t) * slope
        elif self.loss == "mean-squared-error":
            losses, delta = ((a - self.t) ** 2).mean(1), 2 * (a - self.t) * slope / k
        elif self.loss == "binary-cross-entropy":
            losses, delta = (np.logaddexp(0, z) - self.t * z).mean(1), (1 / (1 + np.exp(-z)) - self.t) / k
        else:
            top = z.max(1, keepdims=True)
            log = top + np.log(np.exp(z - top).sum(1, keepdims=True))
            losses, delta = (self.t * (log - z)).sum(1), np.exp(z - log) - self.t
        gradient = self.share @ self.backward(p, states, delta) + self.l2 * self.penalised() * p
        return self.share @ losses + 0.5 * self.l2 * (self.penalised() * p * p).sum(), gradient

    def residuals(self, p):
        """Whose squares, halved, sum up to the value."""
        a = self.forward(p)[-1][2]
        c = 1.0 if self.loss == "half-squared-error" else 2.0 / self.sizes[-1]
        r = (np.sqrt(c * self.share)[:, None] * (a - self.t)).ravel()
        return np.concatenate([r, np.sqrt(self.l2 * self.penalised()) * p]) if self.l2 else r

    def jacobian(self, p):
        states = self.forward(p)
        _, z, a = states[-1]
        slope = ACTIVATIONS[self.activations[-1]][1](z, a)
        c = 1.0 if self.loss == "half-squared-error" else 2.0 / self.sizes[-1]
        rows = []
        for k in range(self.sizes[-1]):
            delta = np.zeros_like(a)
            delta[:, k] = np.sqrt(c * self.share) * slope[:, k]
            rows.append(self.backward(p, states, delta))
        j = np.stack(rows, 1).reshape(-1, len(p))
        return np.concatenate([j, np.diag(np.sqrt(self.l2 * self.penalised()))]) if self.l2 else j

    def check(self, p):
        h, (_, g) = 1e-6, self.value(p)
        for i in range(len(p)):
            e = np.zeros_like(p)
            e[i] = h
            assert abs((self.value(p + e)[0] - self.value(p - e)[0]) / (2 * h) - g[i]) < 1e-7, i
        if "squared" in self.loss:
            r, j = self.residuals(p), self.jacobian(p)
            assert abs(0.5 * r @ r - self.value(p)[0]) < 1e-12 and np.abs(r @ j - g).max() < 1e-12

    def solve(self, p):
        self.check(p)
        found = minimize(self.value, p, jac=True, method="L-BFGS-B", options={"maxiter": 20000, "maxfun": 40000, "ftol": 1e-16, "gtol": 1e-10})
        values = {"lbfgs": found.fun}
        if "squared" in self.loss and len(self.residuals(p)) >= len(p):
            values["least_squares"] = least_squares(self.residuals, p, self.jacobian, method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=5000).cost
        return values, found

    def spec(self, p):
        layers = [{"units": len(b), "activation": name, "weights": w.tolist(), "biases": b.tolist()}
                  for (w, b), name in zip(self.unpack(p), self.activations)]
        return {"inputs": self.sizes[0], "layers": layers, "biases": self.biases, "loss": self.loss,
                "batch": [{"input": i.tolist(), "target": o.tolist()} for i, o in zip(self.x, self.t)]}


def draw(rng, kind):
    """A problem of one kind, and where to begin."""
    rounded = lambda a: np.round(a, 4)
    if kind == "linear":
        x = rounded(rng.normal(size=(30, 5)) * [1, 3, 0.2, 1, 10])
        t = rounded(x @ rng.normal(size=(5, 2)) + 0.5 * rng.normal(size=(30, 2)))
        return Problem([5, 2], ["identity"], rng.choice(LOSSES[:2]), x, t, rng.choice([0.0, 0.1]), rounded(rng.uniform(0, 2, 30)).tolist())
    if kind == "logistic":
        x = rounded(rng.normal(size=(60, 4)))
        t = (x @ rng.normal(size=(4, 1)) + rng.normal(size=(60, 1)) > 0) * 1.0
        return Problem([4, 1], ["identity"], "binary-cross-entropy", x, t, 0.01)
    if kind == "softmax":
        x = rounded(rng.normal(size=(60, 4)))
        t = np.eye(3)[(x @ rng.normal(size=(4, 3)) + rng.normal(size=(60, 3))).argmax(1)]
        return Problem([4, 3], ["identity"], "cross-entropy", x, t, 0.02, rounded(rng.uniform(0.5, 2, 60)).tolist())
    if kind == "valley":
        # a*tanh(b*x + c) + d of small b: what counts is the product a*b, and the minimum lies far along a narrow valley.
        x = np.linspace(-1, 1, 21)[:, None]
        t = rounded(3 * np.tanh(0.7 * x + 0.1) - 0.5 + 0.01 * rng.normal(size=x.shape))
        return Problem([1, 1, 1], ["tanh", "identity"], rng.choice(LOSSES[:2]), x, t)
    x = np.linspace(-2, 2, 40)[:, None]
    t = rounded(np.concatenate([np.sin(2 * x), np.exp(-x * x)], 1) + 0.05 * rng.normal(size=(40, 2)))
    hidden, biases = rng.choice(["tanh", "sigmoid", "softplus"]), rng.choice(["per-unit", "shared", "frozen"])
    return Problem([1, 4, 2], [hidden, "identity"], rng.choice(LOSSES[:2]), x, t, rng.choice([1e-3, 1e-2]), biases=biases)


def main():
    rng, cases = np.random.default_rng(20261123), []
    for kind, count in [("linear", 4), ("logistic", 3), ("softmax", 3), ("valley", 3), ("curve", 9)]:
        kept = 0
        while kept < count:
            problem = draw(rng, kind)
            p = np.round(rng.normal(size=len(problem.penalised())), 3)
            values, found = problem.solve(p)
            if kind == "curve":
                # There are many minima: begin on a slope of the one that was found.
                p = np.round(found.x + 0.3 * rng.normal(size=len(p)), 3)
                values, found = problem.solve(p)
            # A second search nearby must come to the same minimum, or the case says more of luck than of solvers.
            again, _ = problem.solve(p * (1 + 1e-3))
            every = list(values.values()) + list(again.values())
            if max(every) - min(every) > 1e-10 * max(1, max(every)):
                continue
            kept += 1
            case = {"name": f"{kind} {kept}", "network": problem.spec(p), "l2": problem.l2, "start": problem.value(p)[0], "minimum": min(every)}
            if problem.row_weights is not None:
                case["rowWeights"] = problem.row_weights
            if kind in ("linear", "logistic"):
                case["parameters"] = found.x.tolist()
            cases.append(case)
    header = {"made_by": f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}"}
    lines = ",\n".join(json.dumps(case) for case in cases)
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("solvers.json"))
    out.write_text("{" + json.dumps(header)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")


main()
