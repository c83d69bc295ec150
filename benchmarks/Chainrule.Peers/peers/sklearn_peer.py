"""scikit-learn's side: epochs of MLPClassifier. Usage: sklearn_peer.py INPUTS HIDDEN OUTPUTS BATCH sgd|adam ROWS

Prints its name; for every line with a number of seconds trains that long and prints the microseconds a step took.
"""
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

inputs, hidden, outputs, batch = map(int, sys.argv[1:5])
solver, rows = sys.argv[5], int(sys.argv[6])
warnings.filterwarnings("ignore")  # that it has not converged
x = numpy.random.default_rng(1).random((rows, inputs), dtype=numpy.float32)
y = numpy.arange(rows) % outputs
steps = -(-rows // batch)


def epochs(count):
    """Trains so many epochs from the start, as plainly as it can be told to; gives the seconds."""
    model = MLPClassifier((hidden,), solver=solver, batch_size=batch, alpha=0, momentum=0, learning_rate_init=0.001 if solver == "adam" else 0.01,
                          max_iter=count, tol=0, n_iter_no_change=count + 1, random_state=1)
    start = time.perf_counter()
    model.fit(x, y)
    return time.perf_counter() - start


def blas():
    """The library that does numpy's products, as the process has loaded it."""
    with open("/proc/self/maps") as maps:
        names = {line.rsplit("/")[-1].strip() for line in maps}
    return ", ".join(sorted(name for name in names if name.startswith("lib") and "blas" in name))


print(f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, {blas()}", flush=True)
once = epochs(1)
for line in sys.stdin:
    count = max(3, round(float(line) / once))
    print(1e6 * epochs(count) / count / steps, flush=True)
